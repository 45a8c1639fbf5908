// The cluster edition has an issue of its own; until then this program says so instead of pretending.
Console.Error.WriteLine("The cluster edition is not built yet. Run the gateway on one machine: dotnet run -c Release --project src/Gateway");
return 1;
