namespace BatchLoadTest.Measurements;

/// <summary>Questions about a <see cref="ResultDefect"/>.</summary>
public static class ResultDefects
{
    /// <summary>How many kinds there are.</summary>
    public const int Count = (int)ResultDefect.UsageDisagrees + 1;

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<ResultDefect> All { get; } = Enum.GetValues<ResultDefect>();

    /// <summary>The name in reports and thresholds, such as <c>in_both</c>.</summary>
    public static string KindName(this ResultDefect defect) =>
        defect switch
        {
            ResultDefect.Missing => "missing",
            ResultDefect.Duplicated => "duplicated",
            ResultDefect.Foreign => "foreign",
            ResultDefect.InBoth => "in_both",
            ResultDefect.Malformed => "malformed",
            ResultDefect.LacksMembers => "lacks_members",
            ResultDefect.CountsDisagree => "counts_disagree",
            ResultDefect.Incomplete => "incomplete",
            ResultDefect.NoOutput => "no_output",
            ResultDefect.TooLong => "too_long",
            ResultDefect.JsonArray => "json_array",
            ResultDefect.IdNotText => "id_not_text",
            ResultDefect.Unstable => "unstable",
            _ => "usage_disagrees",
        };
}
