namespace BatchLoadTest.Scenarios.Results;

/// <summary>How closely results are looked at.</summary>
public enum CheckMode
{
    /// <summary>Every row of both files against the input.</summary>
    Full,

    /// <summary>Only the number of rows.</summary>
    Count,

    /// <summary>Not at all; rows are counted for the report.</summary>
    Off,
}
