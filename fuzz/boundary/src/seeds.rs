//! Writes what the fuzzer begins with: the attacks of `fixtures/hostile`, and
//! answers that are right.

use std::path::Path;

#[path = "../../../tests/hostile/answers.rs"]
mod answers;
#[path = "../../../tests/hostile/attack.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod attack;
mod input;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn main() {
    /// Larger files teach the fuzzer nothing but patience.
    const LARGEST: usize = 16_000;
    let folder = std::env::args().nth(1).expect("a folder to write into");
    let put = |name: &str, kind: u8, bytes: &[u8]| {
        if bytes.len() < LARGEST {
            fs_err::write(Path::new(&folder).join(name), [&[kind], bytes].concat()).unwrap();
        }
    };
    for entry in fs_err::read_dir(root().join("fixtures/hostile")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "wat") {
            let attack = attack::Attack::read(&path);
            put(&attack.name, input::COMPONENT, &attack.bytes);
        }
    }
    put("honest", input::COMPONENT, &attack::honest(""));
    put("inspection", input::INSPECTION, &answers::inspection());
    put("conclusion", input::CONCLUSION, &answers::conclusion());
    put("manifest", input::MANIFEST, &[]);
}
