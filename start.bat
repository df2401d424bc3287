@echo off
rem Проводник: ставит нужное в первый раз, проверяет настройки и запускает бота.
chcp 65001 >nul
set PYTHONUTF8=1
cd /d "%~dp0"

if exist .venv\ready.txt goto settings
echo Ставлю нужное, это около минуты...
py -3 -m venv .venv || python -m venv .venv || goto nopython
.venv\Scripts\python -c "import sys; sys.exit(sys.version_info < (3, 11))" || goto nopython
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt || goto nonet
echo ok> .venv\ready.txt

:settings
if exist .env goto doctor
copy .env.example .env >nul
echo Заполните файл .env по docs\ru\install.md, сохраните и запустите start.bat ещё раз.
start notepad .env
goto end

:doctor
.venv\Scripts\python -m bot doctor || goto end
.venv\Scripts\python -m bot run
goto end

:nopython
echo Нужен Python 3.11 или новее: https://www.python.org/downloads/ (отметьте «Add python.exe to PATH»)
goto end

:nonet
echo Не получилось скачать нужное: проверьте интернет и запустите ещё раз.

:end
pause
