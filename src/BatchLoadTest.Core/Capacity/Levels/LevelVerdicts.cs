namespace BatchLoadTest.Capacity.Levels;

/// <summary>What verdicts have in common.</summary>
public static class LevelVerdicts
{
    /// <summary>Whether the service did not take the load.</summary>
    public static bool IsBroken(this LevelVerdict verdict) =>
        verdict is LevelVerdict.Unstable or LevelVerdict.Failed or LevelVerdict.Refused;
}
