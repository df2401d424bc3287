@echo off
rem Проводник: ставит нужное в первый раз, проверяет настройки и запускает бота.
rem   start.bat         двойным щелчком: всё видно в окне
rem   start.bat /boot   из Планировщика заданий: никого не ждёт, пишет в provodnik.log
rem Коды выхода команд — в docs\ru\install.md, раздел 5.
chcp 65001 >nul
set PYTHONUTF8=1
cd /d "%~dp0"
set BOOT=
if /i "%~1"=="/boot" set BOOT=1

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
if not defined BOOT start notepad .env
goto end

:doctor
if defined BOOT goto boot
.venv\Scripts\python -m bot doctor
if %errorlevel%==0 goto run
rem 3: мессенджер сейчас не отвечает, бот запустится и подождёт
if %errorlevel%==3 goto run
goto end

:run
.venv\Scripts\python -m bot run
if %errorlevel%==0 goto end
rem 2: неверные настройки, 5: бот уже запущен; всё остальное может пройти
if %errorlevel%==2 goto end
if %errorlevel%==5 goto end
echo Бот остановился. Через полминуты запущу его снова; чтобы не запускать, закройте окно.
ping -n 31 127.0.0.1 >nul
goto run

rem При включении компьютера никого у экрана нет: что нашёл доктор, остаётся в журнале, а бот работает с тем, что есть.
:boot
if exist provodnik.log move /y provodnik.log provodnik.old.log >nul
.venv\Scripts\python -m bot doctor >> provodnik.log 2>&1
:again
.venv\Scripts\python -m bot run >> provodnik.log 2>&1
if %errorlevel%==0 goto end
if %errorlevel%==2 goto end
if %errorlevel%==5 goto end
ping -n 31 127.0.0.1 >nul
goto again

:nopython
echo Нужен Python 3.11 или новее: https://www.python.org/downloads/ (отметьте «Add python.exe to PATH»)
goto end

:nonet
echo Не получилось скачать нужное: проверьте интернет и запустите ещё раз.

:end
if defined BOOT exit /b
rem Не pause: окно, у которого никого нет, закроется само.
timeout /t 60
