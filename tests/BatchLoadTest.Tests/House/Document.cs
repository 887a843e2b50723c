using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace BatchLoadTest.Tests.House;

/// <summary>A Markdown file of the repository, as GitHub reads it.</summary>
internal sealed class Document
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .UsePipeTables()
        .Build();

    private readonly MarkdownDocument syntax;

    private Document(string path)
    {
        Path = path;
        syntax = Markdig.Markdown.Parse(RepositoryFiles.Read(path).ReplaceLineEndings("\n"), Pipeline);
    }

    /// <summary>Every page, by its path in the repository.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "bench/README.md",
        "charts/batch-load-test/README.md",
        .. Directory
            .EnumerateFiles(System.IO.Path.Combine(RepositoryFiles.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(RepositoryFiles.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Its path in the repository.</summary>
    public string Path { get; }

    /// <summary>What a link's fragment may name.</summary>
    public IReadOnlySet<string> Anchors =>
        syntax.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id!).ToHashSet();

    /// <summary>Where its links lead within the repository: a path in it, and a fragment or nothing.</summary>
    public IEnumerable<(string Path, string Fragment)> Links =>
        syntax
            .Descendants<LinkInline>()
            .Select(link => link.Url ?? "")
            .Where(url => !url.Contains("://", StringComparison.Ordinal))
            .Select(Resolve);

    /// <summary>Code of its own lines: the language, and the text.</summary>
    public IEnumerable<(string Language, string Text)> CodeBlocks =>
        syntax.Descendants<FencedCodeBlock>().Select(block => (block.Info ?? "", block.Lines.ToString()));

    /// <summary>Code within sentences and tables.</summary>
    public IEnumerable<string> CodeSpans => syntax.Descendants<CodeInline>().Select(code => code.Content);

    /// <summary>The code in each cell of all tables, by the caption of its column.</summary>
    public IEnumerable<(string Column, string Code)> CodeInTables =>
        from table in syntax.Descendants<Table>()
        let captions = table.OfType<TableRow>().First().OfType<TableCell>().Select(TextOf).ToList()
        from row in table.OfType<TableRow>().Skip(1)
        from cell in row.OfType<TableCell>().Select((cell, index) => (Cell: cell, Caption: captions[index]))
        from code in cell.Cell.Descendants<CodeInline>()
        select (cell.Caption, code.Content);

    /// <summary>Reads the page of that path.</summary>
    public static Document Read(string path) => new(path);

    private static string TextOf(TableCell cell) =>
        string.Concat(
            cell.Descendants<LeafInline>()
                .Select(part =>
                    part switch
                    {
                        LiteralInline literal => literal.Content.ToString(),
                        CodeInline code => code.Content,
                        _ => "",
                    }
                )
        );

    private (string Path, string Fragment) Resolve(string url)
    {
        var parts = url.Split('#', 2);
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.Combine(RepositoryFiles.Root, Path))!;
        var path =
            parts[0].Length == 0
                ? Path
                : System.IO.Path.GetRelativePath(RepositoryFiles.Root, System.IO.Path.Combine(folder, parts[0]));
        return (path.Replace('\\', '/'), parts.Length > 1 ? parts[1] : "");
    }
}
