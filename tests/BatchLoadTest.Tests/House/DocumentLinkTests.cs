namespace BatchLoadTest.Tests.House;

/// <summary>Links within the repository lead somewhere, and to every page.</summary>
public sealed class DocumentLinkTests
{
    public static TheoryData<string> Pages => [.. Document.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryLink_LeadsToAFile_AndToAHeadingInIt(string page)
    {
        foreach (var (path, fragment) in Document.Read(page).Links)
        {
            var file = Path.Combine(RepositoryFiles.Root, path);
            Assert.True(File.Exists(file) || Directory.Exists(file), $"{page} links to {path}, which is not there");
            if (fragment.Length > 0)
            {
                Assert.True(
                    Document.Read(path).Anchors.Contains(fragment),
                    $"{page} links to {path}#{fragment}, a heading that is not there"
                );
            }
        }
    }

    [Fact]
    public void EveryPage_IsReachedFromTheReadme()
    {
        HashSet<string> reached = new(StringComparer.Ordinal) { "README.md" };
        Queue<string> next = new(reached);
        while (next.TryDequeue(out var page))
        {
            foreach (var (path, _) in Document.Read(page).Links)
            {
                if (path.EndsWith(".md", StringComparison.Ordinal) && reached.Add(path))
                {
                    next.Enqueue(path);
                }
            }
        }

        Assert.Empty(Document.Pages.Except(reached, StringComparer.Ordinal));
    }
}
