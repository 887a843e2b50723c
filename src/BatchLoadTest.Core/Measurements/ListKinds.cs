namespace BatchLoadTest.Measurements;

/// <summary>Questions about a <see cref="ListKind"/> and a <see cref="ListEnd"/>.</summary>
public static class ListKinds
{
    /// <summary>How many lists there are.</summary>
    public const int Count = (int)ListKind.Files + 1;

    /// <summary>How many ends of a walk there are.</summary>
    public const int Ends = (int)ListEnd.CutOff + 1;

    /// <summary>Both lists, in the order in which they are read.</summary>
    public static IReadOnlyList<ListKind> All { get; } = Enum.GetValues<ListKind>();

    /// <summary>All ends.</summary>
    public static IReadOnlyList<ListEnd> AllEnds { get; } = Enum.GetValues<ListEnd>();

    /// <summary>The name in reports, such as <c>batches</c>.</summary>
    public static string KindName(this ListKind kind) => kind == ListKind.Batches ? "batches" : "files";

    /// <summary>The step of its pages.</summary>
    public static Step Step(this ListKind kind) =>
        kind == ListKind.Batches ? Measurements.Step.ListBatches : Measurements.Step.ListFiles;

    /// <summary>The name in reports and thresholds, such as <c>cut_off</c>.</summary>
    public static string KindName(this ListEnd end) =>
        end switch
        {
            ListEnd.Complete => "walks",
            ListEnd.Failed => "failed",
            ListEnd.Endless => "endless",
            _ => "cut_off",
        };
}
