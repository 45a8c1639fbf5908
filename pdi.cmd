@rem The command line on Windows: builds what changed, then runs it in the folder it was called from. Needs the .NET 10 SDK alone.
@set "built=%TEMP%\pdi-build-%RANDOM%.log"
@dotnet build -c Release --nologo --verbosity quiet "%~dp0src\Cli" >"%built%" 2>&1 || (type "%built%" 1>&2 & del "%built%" & exit /b 1)
@del "%built%"
@dotnet "%~dp0src\Cli\bin\Release\net10.0\pdi.dll" %*
