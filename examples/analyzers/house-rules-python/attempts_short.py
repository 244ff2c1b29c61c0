"""The explanation of the rule; the fences under Fires and Stays silent are its tests."""

EXPLANATION = """\
# attempts-short (HOUSE101)

A round that reports fewer attempts than the house asks for.

## Why it matters

One lucky attempt proves little. The setting `attempts` says how many a round
must report; it is 3 unless `crossfoot.toml` says otherwise.

## Fires

```report
**Attempts**: 2
```

```report
The round was closed after 1 attempt.
```

## Stays silent

```report
**Attempts**: 3
```

```report
The pump was tested in 5 attempts on two days.
```

A bound that may or may not be enough is undecided:

```report
**Attempts**: 2+
```

So is a share of attempts, which is another claim:

```report
2 of 3 attempts passed.
```
"""
