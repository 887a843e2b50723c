using System.Text.RegularExpressions;
using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Html;

namespace BatchLoadTest.Tests.Reporting.Html;

/// <summary>The files of the page keep to what a strict policy allows.</summary>
public sealed partial class PageAssetsTests
{
    private static readonly IEnumerable<string> Own =
    [
        PageAssets.Frame,
        .. PageAssets.Styles,
        .. PageAssets.Scripts.Where(name => name != "echarts.js"),
    ];

    public static TheoryData<string> OwnFiles => [.. Own];

    [Fact]
    public void EveryFileOfTheFolder_IsPartOfThePage() =>
        Assert.Equal(
            Own.Order(StringComparer.Ordinal),
            Directory
                .EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src/BatchLoadTest.Core/Reporting/Html/Assets"))
                .Select(Path.GetFileName)
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(OwnFiles))]
    public void File_MakesNoHtmlFromTextAndRunsNoText(string name)
    {
        var text = PageAssets.Read(name);

        Assert.DoesNotMatch(Forbidden(), text);
        Assert.DoesNotContain('\r', text);
    }

    // Within an element of the report it would end or hide what follows.
    [Fact]
    public void Script_CanBePutIntoAnElement() =>
        Assert.All(
            PageAssets.Scripts.Select(PageAssets.Read),
            text => Assert.DoesNotMatch("(?i)</script|<script|<!--", text)
        );

    // What a report counts and does not show is hidden where a person looks first.
    [Fact]
    public void Batches_HaveARowForEveryDefectAndEveryEnd()
    {
        var script = PageAssets.Read("batchSections.js");

        Assert.All(
            ResultDefects.All,
            defect => Assert.Contains($"[\"{defect.KindName()}\",", script, StringComparison.Ordinal)
        );
        Assert.All(
            BatchOutcomes.All,
            outcome => Assert.Contains($"[\"{outcome.KindName()}\",", script, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void ReadWhileRunning_HasARowForEveryFault() =>
        Assert.All(
            ReadFaults.All,
            fault =>
                Assert.Contains(
                    $"[\"{fault.KindName()}\",",
                    PageAssets.Read("readSection.js"),
                    StringComparison.Ordinal
                )
        );

    [Fact]
    public void Read_OfAnUnknownName_SaysWhich() =>
        Assert.Contains(
            "no-such.js",
            Assert.Throws<ArgumentException>(() => PageAssets.Read("no-such.js")).Message,
            StringComparison.Ordinal
        );

    [GeneratedRegex(
        """innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|\sstyle=|"style"|\son[a-z]+=""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Forbidden();
}
