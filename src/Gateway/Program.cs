using PreDelinquency.Gateway.Hosting;

return await GatewayProgram.RunAsync(args, Console.Out, Console.Error);
