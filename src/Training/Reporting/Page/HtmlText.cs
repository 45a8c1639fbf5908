using System.Net;
using System.Text;
using PreDelinquency.Training.Reporting.Tables;

namespace PreDelinquency.Training.Reporting.Page;

/// <summary>HTML in the making. Text is encoded; markup is taken as it is.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    public HtmlText Markup(string markup)
    {
        _text.Append(markup).Append('\n');
        return this;
    }

    public HtmlText Heading(int level, string text) => Markup($"<h{level}>{Encode(text)}</h{level}>");

    public HtmlText Paragraph(string text) => Markup($"<p>{Encode(text)}</p>");

    public HtmlText Chart(string caption, string svg) => Markup($"<figure><figcaption>{Encode(caption)}</figcaption>{svg}</figure>");

    public HtmlText Tile(string title, ReportCell cell) => Markup($"<div class=\"tile\">{Encode(title)}<b>{Encode(cell.Text)}</b><small>{Encode(cell.Detail)}</small></div>");

    public HtmlText Table(ReportTable table)
    {
        _text.Append("<div class=\"scroll\"><table><thead><tr>");
        foreach (var heading in table.Headings)
            _text.Append($"<th>{Encode(heading)}</th>");
        _text.Append("</tr></thead><tbody>");
        foreach (var line in table.Lines)
        {
            _text.Append("<tr>");
            foreach (var cell in line)
                _text.Append($"<td>{Encode(cell.Text)}{(cell.Detail.Length == 0 ? "" : $"<small>{Encode(cell.Detail)}</small>")}</td>");
            _text.Append("</tr>");
        }

        return Markup("</tbody></table></div>");
    }

    public override string ToString() => _text.ToString();

    public static string Encode(string text) => WebUtility.HtmlEncode(text);
}
