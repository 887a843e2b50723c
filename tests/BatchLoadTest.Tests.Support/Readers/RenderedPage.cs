using System.Net;
using System.Text.RegularExpressions;
using Markdig;

namespace BatchLoadTest.Tests.Support.Readers;

/// <summary>
/// Markdown as a reader sees it: rendered with HTML let through, tables, and everything that looks like an address made
/// a link, as GitHub does it.
/// </summary>
internal sealed partial class RenderedPage
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();

    private readonly string html;
    private readonly List<RenderedTable> tables;

    private RenderedPage(string html)
    {
        this.html = html;
        tables = [.. Table().Matches(html).Select(match => RenderedTable.Of(match.Value))];
    }

    /// <summary>The name of every element in their order, comments left out.</summary>
    public string Elements => string.Join(' ', Element().Matches(html).Select(match => match.Groups["name"].Value));

    /// <summary>Whatever loads or leads somewhere.</summary>
    public IEnumerable<string> Links => Link().Matches(html).Select(match => match.Value);

    /// <summary>What is not within code.</summary>
    public IEnumerable<string> TextOutsideOfCode => Code().Split(html).Select(TextOf);

    public static RenderedPage Of(string markdown) =>
        new(Comment().Replace(Markdig.Markdown.ToHtml(markdown, Pipeline), ""));

    /// <summary>The first table with this caption.</summary>
    public RenderedTable Table(string caption) => tables.First(table => table.Header.Contains(caption));

    /// <summary>An element's content as text.</summary>
    internal static string TextOf(string html) => WebUtility.HtmlDecode(Element().Replace(html, "")).Trim();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("<table>.*?</table>", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex("<(?<name>/?[A-Za-z][A-Za-z0-9]*)[^>]*>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Element();

    [GeneratedRegex("<(a|img|script|iframe|input|span)\\b[^>]*>", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex("<code>.*?</code>", RegexOptions.Singleline)]
    private static partial Regex Code();
}
