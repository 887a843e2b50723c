namespace BatchLoadTest.Capacity.Search;

/// <summary>Why a level is measured.</summary>
public enum LevelPurpose
{
    /// <summary>To find a load that breaks the service: twice the one before, or the least.</summary>
    Raise,

    /// <summary>Whether the first failure was more than a bad moment.</summary>
    Repeat,

    /// <summary>To narrow the bracket.</summary>
    Bisect,

    /// <summary>Whether the lower bound holds for three times the level time.</summary>
    Confirm,

    /// <summary>The same at a lower load, after a lower bound that did not hold.</summary>
    StepDown,
}
