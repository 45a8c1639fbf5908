using System.Text;
using PreDelinquency.Trees.Text;

namespace PreDelinquency.Trees;

/// <content>Reading and writing.</content>
public sealed partial class TreeModel
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Reads a model file, versions v2 to v4.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">The text is damaged, of an unknown version or objective, or has linear trees.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TreeModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        return Load(file, path);
    }

    /// <summary>Reads a model text in UTF-8 from a stream to its end, versions v2 to v4; leaves the stream open.</summary>
    /// <param name="stream">The text.</param>
    /// <param name="source">What errors call it.</param>
    /// <exception cref="ModelFormatException">The text is damaged, of an unknown version or objective, or has linear trees.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static TreeModel Load(Stream stream, string source = "model")
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        return Read(reader, source);
    }

    /// <summary>Reads a model text, versions v2 to v4.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="source">What errors call the text.</param>
    /// <exception cref="ModelFormatException">The text is damaged, of an unknown version or objective, or has linear trees.</exception>
    public static TreeModel Read(TextReader reader, string source = "model")
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new TreeModel(ModelReader.Read(reader, source));
    }

    /// <summary>Writes the model as LightGBM text v4, UTF-8. A file that is there is replaced once the new one is whole.</summary>
    /// <param name="path">The file; its folder has to be there.</param>
    /// <exception cref="IOException">The file cannot be written; what was there before still is.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string partial = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
            {
                Save(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            // There is none any more where all went well.
            File.Delete(partial);
        }
    }

    /// <summary>Writes the model as LightGBM text v4, UTF-8; leaves the stream open.</summary>
    /// <param name="stream">Where to.</param>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var writer = new StreamWriter(stream, Utf8, leaveOpen: true);
        Write(writer);
    }

    /// <summary>Writes the model as LightGBM text v4; lines end in a line feed whatever the writer's own line end.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ModelWriter.Write(_content, writer);
    }
}
