namespace PreDelinquency.Storage.Outreach;

/// <summary>A row; columns count from 0.</summary>
internal interface IOutreachRow
{
    bool IsNull(int column);

    long Int64(int column);

    string Text(int column);

    byte[] Bytes(int column);
}
