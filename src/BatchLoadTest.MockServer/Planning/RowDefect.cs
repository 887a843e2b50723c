namespace BatchLoadTest.MockServer.Planning;

/// <summary>What is wrong with one row's result.</summary>
internal enum RowDefect
{
    None,

    /// <summary>In neither file.</summary>
    Lost,

    /// <summary>In the output file twice.</summary>
    Doubled,

    /// <summary>Under a custom_id that nobody sent.</summary>
    Swapped,

    /// <summary>Cut off within the custom_id.</summary>
    Corrupted,

    /// <summary>In both files.</summary>
    InBoth,

    /// <summary>Without custom_id.</summary>
    StrippedOfId,

    /// <summary>With neither response nor error.</summary>
    StrippedOfResult,

    /// <summary>In the part that an incomplete output file ends without.</summary>
    Withheld,
}
