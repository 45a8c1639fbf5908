namespace PreDelinquency.Postgres;

/// <summary>Where a program takes a connection string from, so that no secret needs to stand on a command line.</summary>
public static class ConnectionText
{
    /// <summary>Names a database where the command line does not.</summary>
    public const string Variable = "PREDELINQUENCY_DATABASE";

    /// <summary>What the command line says, else what the file holds, else the environment variable; null where there is nothing.</summary>
    /// <param name="given">The connection string of the command line.</param>
    /// <param name="file">A file with the connection string, as secrets are mounted.</param>
    /// <exception cref="DatabaseException">The file cannot be read or is empty.</exception>
    public static string? Resolve(string? given, string? file)
    {
        if (given is not null)
            return given;
        if (file is null)
            return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? text : null;
        try
        {
            var content = File.ReadAllText(file).Trim();
            return content.Length > 0 ? content : throw new DatabaseException($"{file}: holds no connection string.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseException($"{file}: the connection string cannot be read: {e.Message}", e);
        }
    }
}
