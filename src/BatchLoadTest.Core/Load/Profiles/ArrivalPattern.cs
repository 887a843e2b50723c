namespace BatchLoadTest.Load.Profiles;

/// <summary>How the starts of an <see cref="ArrivalLoad"/> lie in time.</summary>
public enum ArrivalPattern
{
    /// <summary>Independent of each other, as those of many users who know nothing of each other.</summary>
    Poisson,

    /// <summary>At even distances.</summary>
    Even,
}
