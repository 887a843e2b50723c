namespace BatchLoadTest.Thresholds;

/// <summary>What <see cref="DefaultThresholds"/> depend on.</summary>
public sealed record DefaultLimits
{
    /// <summary>Highest p95 over all requests; null for none.</summary>
    public TimeSpan? P95 { get; init; }

    /// <summary>Who set it.</summary>
    public string P95Source { get; init; } = Threshold.DefaultSource;

    /// <summary>Highest failed share of requests, 0 to 1; null for none, of steps neither.</summary>
    public double? ErrorRate { get; init; }

    /// <summary>Who set it.</summary>
    public string ErrorRateSource { get; init; } = Threshold.DefaultSource;

    /// <summary>Highest failed share of batches, 0 to 1; null for none.</summary>
    public double? BatchErrorRate { get; init; }

    /// <summary>Who set it.</summary>
    public string BatchErrorRateSource { get; init; } = Threshold.DefaultSource;

    /// <summary>Whether iterations start by a plan whatever the service does, so that a start can find no free user.</summary>
    public bool IsOpenLoad { get; init; }

    /// <summary>Whether results are looked at in any way.</summary>
    public bool ChecksResults { get; init; }

    /// <summary>Whether every row of them is.</summary>
    public bool ChecksRows { get; init; }

    /// <summary>Whether batches are cancelled.</summary>
    public bool Cancels { get; init; }

    /// <summary>Whether failed rows are done again.</summary>
    public bool Retries { get; init; }

    /// <summary>Whether inputs of running batches are deleted.</summary>
    public bool DeletesInputs { get; init; }

    /// <summary>Whether the service lets no batch go on without its input.</summary>
    public bool StopsWithInput { get; init; }

    /// <summary>Whether uploads are to expire.</summary>
    public bool ExpiresFiles { get; init; }

    /// <summary>Whether the service says when files expire.</summary>
    public bool SaysExpiry { get; init; }

    /// <summary>Whether it removes them then.</summary>
    public bool RemovesExpired { get; init; }

    /// <summary>Whether output is read while its batch runs.</summary>
    public bool ReadsWhileRunning { get; init; }

    /// <summary>Whether the service's lists are read.</summary>
    public bool Lists { get; init; }
}
