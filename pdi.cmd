@rem The command line on Windows: builds what changed, then runs it in the folder it was called from. Needs the .NET 10 SDK alone.
@dotnet build -c Release --nologo --verbosity quiet -consoleLoggerParameters:NoSummary "%~dp0src\Cli" 1>&2 || exit /b 1
@dotnet "%~dp0src\Cli\bin\Release\net10.0\pdi.dll" %*
