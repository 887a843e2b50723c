namespace BatchLoadTest.Silos.Membership;

/// <summary>How a worker stands in the membership.</summary>
internal enum MemberState
{
    /// <summary>Not a member yet, and perhaps never.</summary>
    Coming,

    /// <summary>A member.</summary>
    Present,

    /// <summary>It is about to go, as it was meant to.</summary>
    Leaving,

    /// <summary>Gone, for whatever reason.</summary>
    Gone,
}
