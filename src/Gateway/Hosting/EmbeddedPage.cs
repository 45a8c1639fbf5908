namespace PreDelinquency.Gateway.Hosting;

/// <summary>Pages that the program carries.</summary>
internal static class EmbeddedPage
{
    /// <param name="name">Of the file, like <c>landing.html</c>.</param>
    public static string Read(string name)
    {
        var resource = $"PreDelinquency.Gateway.Pages.{name}";
        using var stream = typeof(EmbeddedPage).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not embedded in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
