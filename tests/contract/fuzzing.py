"""Coverage-guided fuzzing of one reader: python tests/contract/fuzzing.py .warc [libFuzzer options].

Bytes are grown from the samples by what new lines of ``dragoman.read`` they reach. An exception ends it with another exit code than 0.
"""

import io
import sys
from pathlib import Path

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]  # only where DRAGOMAN_REQUIRE names it

sys.path.insert(0, str(Path(__file__).parents[2]))

with atheris.instrument_imports(include=["dragoman.read"]):
    from dragoman.read import READERS
    from tests.contract.samples import REPORTS, SAMPLES


def main() -> None:
    suffix, *options = sys.argv[1:]
    reader = READERS[suffix]

    def once(data: bytes) -> None:
        for _ in reader(io.BufferedReader(io.BytesIO(data)), f"fuzzed{suffix}"):
            pass

    once(SAMPLES[suffix].make(REPORTS))
    corpus = Path(options.pop(0))
    (corpus / f"sample{suffix}").write_bytes(SAMPLES[suffix].make(REPORTS))
    atheris.Setup([sys.argv[0], str(corpus), *options], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
