namespace BatchLoadTest.BatchApi.Dialects;

/// <summary>What a member of a batch is.</summary>
public enum BatchMember
{
    /// <summary>The batch's id.</summary>
    Id,

    /// <summary>Where it stands.</summary>
    Status,

    /// <summary>The file that it is made of.</summary>
    InputFile,

    /// <summary>The file of results.</summary>
    OutputFile,

    /// <summary>The file of failed rows.</summary>
    ErrorFile,

    /// <summary>An object with the numbers of rows.</summary>
    Counts,
}
