namespace BatchLoadTest.MockServer.Planning;

/// <summary>What is wrong with a batch. The first six and the last are counted when an answer shows them.</summary>
[Flags]
internal enum BatchDefects
{
    None = 0,

    /// <summary>The counts of the ended batch are not those of its rows.</summary>
    LyingCounts = 1,

    /// <summary>An earlier status once.</summary>
    BackwardsStatus = 1 << 1,

    /// <summary>Fewer completed rows than before once.</summary>
    ShrinkingCounts = 1 << 2,

    /// <summary>A status that the API does not have once.</summary>
    UnknownStatus = 1 << 3,

    /// <summary>Has not ended though its time has come. Only counted, never drawn: the plan's end and a cancel make it.</summary>
    Stuck = 1 << 4,

    /// <summary>Completed after its deadline. Only counted, likewise.</summary>
    Late = 1 << 5,

    /// <summary>A cancel never ends.</summary>
    StuckCancelling = 1 << 6,

    /// <summary>The output file breaks off in each download.</summary>
    CutDownload = 1 << 7,

    /// <summary>The output file ends without its last rows, and says so.</summary>
    IncompleteDownload = 1 << 8,

    /// <summary>What it says that its rows used is not what they say.</summary>
    WrongUsage = 1 << 9,

    /// <summary>While it runs, reads of its output file name a last line that is one too high. Counted by answers.</summary>
    WrongLastLine = 1 << 10,

    /// <summary>What passes with one poll.</summary>
    Passing = BackwardsStatus | ShrinkingCounts | UnknownStatus,
}
