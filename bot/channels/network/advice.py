"""What `doctor` says of each trouble on the way to a platform: what happened, and what to do."""

from collections.abc import Mapping

from bot.channels.findings import Finding, blocks, not_reached
from bot.channels.network.network import Network, shown
from bot.channels.network.trouble import Trouble

SAID: Mapping[Trouble, str] = {
    Trouble.no_network: "до {who} не дойти: у этого компьютера нет интернета. Проверьте кабель, Wi-Fi и роутер.",
    Trouble.no_name: (
        "имя {host} не находится: не отвечает DNS. Откройте https://{host} в браузере этого компьютера; если не "
        "открывается, спросите того, кто ведёт сеть, а если в сети прокси — впишите его: PROXY в .env."
    ),
    Trouble.proxy_unreachable: (
        "прокси {proxy} не отвечает, поэтому до {who} не дойти. Проверьте его адрес: PROXY в .env (пусто — прокси из "
        "настроек системы)."
    ),
    Trouble.proxy_password: (
        "прокси {proxy} просит имя и пароль. Впишите их в .env: PROXY=http://имя:пароль@адрес:порт — их даёт тот, кто "
        "ведёт сеть."
    ),
    Trouble.proxy_refused: "прокси {proxy} не пускает к {host}. Попросите того, кто ведёт сеть, открыть этот адрес.",
    Trouble.unknown_root: (
        "сертификат {host} подписан незнакомым центром: так бывает, когда сеть или антивирус проверяет трафик. "
        "Попросите у того, кто ведёт сеть, корневой сертификат (файл .pem) и назовите его в .env: CA_FILE=корень.pem."
    ),
    Trouble.out_of_date: (
        "сертификат {host} не подходит по дате. Сначала посмотрите на часы и дату этого компьютера: с неверной датой "
        "ни один сертификат не подойдёт."
    ),
    Trouble.other_host: (
        "вместо {host} отвечает чужой сервер: сертификат выдан не ему. Откройте https://{host} в браузере: может быть, "
        "сеть просит войти."
    ),
    Trouble.no_tls: (
        "на {host} отвечает кто-то другой, без шифрования: обычно это прокси или страница входа в сеть. Войдите в сеть "
        "в браузере или впишите прокси: PROXY в .env."
    ),
    Trouble.refused: "{host} не принимает соединение. Если сайт открывается в браузере, проверьте брандмауэр и PROXY.",
    Trouble.slow: "{host} не отвечает вовремя. Проверьте, открывается ли https://{host} в браузере этого компьютера.",
    Trouble.dropped: "соединение с {host} обрывается. Проверьте брандмауэр и антивирус, повторите через минуту.",
    Trouble.stranger: (
        "на {host} отвечает не {who}, а чужая страница: может быть, сеть просит войти. Откройте https://{host} в "
        "браузере этого компьютера."
    ),
}


def advice(trouble: Trouble, who: str, url: str, network: Network, more: str = "") -> Finding:
    """Return the finding about `trouble` on the way to the platform `who` at `url`, for example «ВКонтакте».

    `more` is a sentence about this platform alone.
    """
    host = url.partition("://")[2].partition("/")[0]
    said = SAID[trouble].format(who=who, host=host, proxy=shown(network.proxy_for(url) or "http://"))
    sentence = f"Связи с {who} нет: {said}{' ' if more else ''}{more}"
    return not_reached(sentence) if trouble.passes else blocks(sentence)
