using PreDelinquency.Cli;

return await PdiProgram.RunAsync(args, CommandConsole.CreateFromProcess());
