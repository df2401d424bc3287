"""What a long proof has found out, in words: `make prove` puts these lines into `docs/figures.md`."""

from tests.support.root import ROOT

PROOF = ROOT / ".proof"  #: one file a proof, of the last run


def proved(name: str, *lines: str) -> None:
    """Keep the lines of a proof, and show them."""
    PROOF.mkdir(exist_ok=True)
    (PROOF / f"{name}.md").write_text("".join(f"- {line}\n" for line in lines), encoding="utf-8")
    print("", *lines, sep="\n")  # noqa: T201 whoever runs a proof wants to see it
