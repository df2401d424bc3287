"""Store the result lines of a long proof; `make prove` copies them into `docs/figures.md`."""

from tests.support.root import ROOT

PROOF = ROOT / ".proof"  #: one file per proof, overwritten by each run


def proved(name: str, *lines: str) -> None:
    """Write the result lines of a proof to its file and print them."""
    PROOF.mkdir(exist_ok=True)
    (PROOF / f"{name}.md").write_text("".join(f"- {line}\n" for line in lines), encoding="utf-8")
    print("", *lines, sep="\n")  # noqa: T201 whoever runs a proof wants to see it
