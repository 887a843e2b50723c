namespace BatchLoadTest.Cluster;

/// <summary>What becomes of the run where a worker is lost.</summary>
public enum OnWorkerLoss
{
    /// <summary>The others take over what it had.</summary>
    Rebalance,

    /// <summary>The run ends and could not be done.</summary>
    Fail,

    /// <summary>The others go on with what they have.</summary>
    Continue,
}
