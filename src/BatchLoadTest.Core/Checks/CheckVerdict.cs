namespace BatchLoadTest.Checks;

/// <summary>How a check ended. The values index arrays: keep them dense and from 0.</summary>
public enum CheckVerdict
{
    /// <summary>It is as it should be.</summary>
    Passed,

    /// <summary>A must that is not kept.</summary>
    Failed,

    /// <summary>Something that a person should know, and no must.</summary>
    Noted,

    /// <summary>What it looks for did not come within the time there is, or the service has nothing of the kind: it fails nothing.</summary>
    NotSeen,

    /// <summary>Not looked at: left out, or something before it failed without which it makes no sense.</summary>
    Skipped,
}
