namespace BatchLoadTest.Measurements;

/// <summary>Questions about a <see cref="ReadFault"/>.</summary>
public static class ReadFaults
{
    /// <summary>How many kinds there are.</summary>
    public const int Count = (int)ReadFault.Unreadable + 1;

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<ReadFault> All { get; } = Enum.GetValues<ReadFault>();

    /// <summary>The name in reports and thresholds, such as <c>wrong_last_line</c>.</summary>
    public static string KindName(this ReadFault fault) =>
        fault switch
        {
            ReadFault.Skipped => "skipped",
            ReadFault.Doubled => "doubled",
            ReadFault.Changed => "changed",
            ReadFault.Vanished => "vanished",
            ReadFault.WrongLastLine => "wrong_last_line",
            _ => "unreadable",
        };

    /// <summary>Whether each row of it is to be found by the service's people, not only what kind of fault it is.</summary>
    public static bool NamesRows(this ReadFault fault) => fault is ReadFault.Skipped or ReadFault.Doubled;

    /// <summary>Whether only the file at the end tells.</summary>
    public static bool NeedsFinalFile(this ReadFault fault) =>
        fault is ReadFault.Skipped or ReadFault.Doubled or ReadFault.Vanished;
}
