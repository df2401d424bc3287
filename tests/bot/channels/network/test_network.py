"""Which requests go through which proxy, and how a failure is named without any network."""

import ast
import socket
import ssl
from pathlib import Path

import pytest

from bot.channels.network.advice import SAID, advice
from bot.channels.network.network import Network, proxy_address, shown, unreadable, wrong_in_environment
from bot.channels.network.trouble import MENDED_BY_PEOPLE, Trouble, trouble_of
from tests.support.root import ROOT

VK, SCHOOL = "https://api.vk.ru/method", "http://proxy.school:3128"


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the proxies of this machine."""
    for name in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name}_proxy".upper(), raising=False)


def test_the_setting_goes_before_the_environment_and_no_proxy_before_both(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Network().proxy_for(VK) is None
    monkeypatch.setenv("HTTPS_PROXY", "http://other:8080")
    assert Network().proxy_for(VK) == "http://other:8080"
    assert Network().proxy_for("http://plain.ru/") is None
    assert Network(SCHOOL).proxy_for(VK) == SCHOOL
    monkeypatch.setenv("NO_PROXY", "api.vk.ru")
    assert (Network().proxy_for(VK), Network(SCHOOL).proxy_for(VK)) == (None, None)
    monkeypatch.delenv("HTTPS_PROXY")
    monkeypatch.setenv("ALL_PROXY", "http://every:1")
    assert Network().proxy_for("https://api.telegram.org/") == "http://every:1"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "[::1]", "bot.localhost"])
def test_this_machine_is_reached_without_a_proxy(host: str) -> None:
    assert Network(SCHOOL).proxy_for(f"http://{host}:8081/bot") is None


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("http://proxy.school:3128/", SCHOOL),
        ("proxy.school:3128", SCHOOL),
        ("http://имя:пароль@proxy.school:3128", "http://имя:пароль@proxy.school:3128"),
    ],
)
def test_a_proxy_is_named_with_or_without_its_scheme(said: str, means: str) -> None:
    assert proxy_address(said) == means
    assert shown(means) == SCHOOL


@pytest.mark.parametrize("said", ["socks5://proxy:1080", "https://proxy:3", "http://", "http://a:99999", "http://a b"])
def test_what_is_no_http_proxy_is_refused_in_words(said: str) -> None:
    with pytest.raises(ValueError, match="адрес прокси пишут так") as refused:
        proxy_address(said)
    assert ("SOCKS" in str(refused.value)) == said.startswith("socks")
    assert "HTTPS_PROXY в окружении" in wrong_in_environment({"https": said})
    assert wrong_in_environment({"https": SCHOOL, "no": "*"}) == ""


def test_a_file_that_is_no_certificate_is_named(tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_text("not a certificate")
    assert "нет сертификата" in unreadable(tmp_path / "root.pem")
    assert "нет" in unreadable(tmp_path / "none.pem")


def test_without_a_route_a_name_that_is_not_found_is_no_network() -> None:
    error = socket.gaierror(-3, "Temporary failure in name resolution")
    assert trouble_of(error, routed=lambda: False) is Trouble.no_network
    assert trouble_of(error, routed=lambda: True) is Trouble.no_name
    assert trouble_of(OSError(101, "Network is unreachable")) is Trouble.no_network
    both = "Multiple exceptions: [Errno 101] Connect call failed ('::1', 1), [Errno 111] Connect call failed"
    assert trouble_of(OSError(both)) is Trouble.refused


@pytest.mark.parametrize(
    ("code", "kind"),
    [(0x800B0101, Trouble.out_of_date), (-67818, Trouble.out_of_date), (0x800B010F, Trouble.other_host),
     (0x800B0109, Trouble.unknown_root)],
)  # fmt: skip
def test_the_verdicts_of_windows_and_macos_on_a_certificate_are_known(code: int, kind: Trouble) -> None:
    error = ssl.SSLCertVerificationError("said")
    error.verify_code = code
    assert trouble_of(error) is kind


def test_an_error_of_ours_is_no_trouble_of_the_network() -> None:
    assert trouble_of(KeyError("x")) is None


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_one_sentence_of_its_own(trouble: Trouble) -> None:
    found = advice(trouble, "ВКонтакте", VK, Network("http://school:secret@proxy.school:3128"))
    assert found.passes == (trouble not in MENDED_BY_PEOPLE)
    assert "{" not in found.said
    assert "secret" not in found.said
    assert len(SAID) == len(set(SAID.values())) == len(Trouble)


CLIENTS = {"ClientSession", "Session", "AiohttpSession", "TCPConnector", "urlopen", "HTTPSConnection", "HTTPConnection"}
BUILT_IN = {"bot/channels/network/http.py", "bot/channels/network/blocking.py", "bot/channels/telegram/session.py"}
LIBRARIES = ("aiohttp", "requests", "aiogram", "urllib", "http", "httpx", "urllib3")


def test_clients_are_built_only_where_they_get_certificates_and_proxy() -> None:
    """A client of its own would trust other certificates and know no proxy, in one messenger only."""
    assert {str(each.relative_to(ROOT)) for each in (ROOT / "bot").rglob("*.py") if named_clients(each)} <= BUILT_IN
    assert all(named_clients(ROOT / each) for each in BUILT_IN)


def named_clients(file: Path) -> set[str]:
    """Return the clients of HTTP libraries that a module calls, or inherits from."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imported: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] in LIBRARIES:
            imported |= {each.asname or each.name for each in node.names}
        elif isinstance(node, ast.Import):
            imported |= {each.name for each in node.names if each.name.split(".")[0] in LIBRARIES}
    used = [each.func for each in ast.walk(tree) if isinstance(each, ast.Call)]
    used += [base for each in ast.walk(tree) if isinstance(each, ast.ClassDef) for base in each.bases]
    names = [ast.unparse(each) for each in used]
    return {each for each in names if each.split(".")[-1] in CLIENTS and each.split(".")[0] in imported}
