namespace PreDelinquency.Trees.Text;

/// <summary>The value of a key=value line and where it stood.</summary>
internal readonly record struct KeyedLine(string Value, int LineNumber);
