namespace BatchLoadTest.Reporting.Html;

/// <summary>What a page in one file is made of: names of <see cref="PageAssets"/>.</summary>
/// <param name="Frame">The frame that the others are put into.</param>
/// <param name="Styles">Style sheets in the order in which they apply.</param>
/// <param name="Scripts">Scripts in the order in which they run.</param>
internal sealed record PageParts(string Frame, IReadOnlyList<string> Styles, IReadOnlyList<string> Scripts)
{
    /// <summary>The report of a run.</summary>
    public static PageParts Report { get; } = new(PageAssets.Frame, PageAssets.Styles, PageAssets.Scripts);
}
