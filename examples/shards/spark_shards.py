"""Judge a series of reports on a Spark cluster (or in local mode), conclude here.

    python spark_shards.py [--parts N] [--crossfoot PATH] FOLDER [-- OPTIONS OF conclude]

Each task judges one part of the files and gives back its notes. The files must
be reachable from every worker by the same path.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile


def judge(crossfoot, paths):
    """Notes of some reports, as bytes."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder, "part.xfn")
        command = [crossfoot, "check", "--no-cache", "--threads", "1", "--notes-out", str(out), *paths]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"crossfoot ended with {done.returncode}: {done.stderr.strip()}")
        return out.read_bytes()


def main():
    own, options = sys.argv[1:], []
    if "--" in own:
        at = own.index("--")
        own, options = own[:at], own[at + 1:]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", type=int, default=4)
    parser.add_argument("--crossfoot", default="crossfoot")
    parser.add_argument("folder", type=pathlib.Path)
    args = parser.parse_args(own)

    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("crossfoot").getOrCreate()
    crossfoot = args.crossfoot
    paths = sorted(str(path) for path in args.folder.rglob("*.md"))
    parts = spark.sparkContext.parallelize(paths, min(args.parts, max(len(paths), 1)))
    notes = parts.glom().filter(bool).map(lambda paths: bytearray(judge(crossfoot, paths))).collect()
    spark.stop()

    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, part in enumerate(notes):
            file = pathlib.Path(folder, f"part-{number}.xfn")
            file.write_bytes(part)
            files.append(str(file))
        return subprocess.run([crossfoot, "conclude", *options, *files]).returncode


if __name__ == "__main__":
    sys.exit(main())
