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

    /// <summary>In neither file since the batch was cancelled.</summary>
    LostOnCancel,

    /// <summary>In the output file twice since the batch was cancelled.</summary>
    DoubledOnCancel,

    /// <summary>In both files since the batch was cancelled.</summary>
    InBothOnCancel,

    /// <summary>In neither file since it was retried.</summary>
    LostOnRetry,

    /// <summary>Retried and in the output file now, and still in the error file.</summary>
    KeptOnRetry,

    /// <summary>Not in the output file any more once that was read.</summary>
    Vanished,

    /// <summary>With another answer than before. Only of a line, never drawn for a row.</summary>
    Changed,
}
