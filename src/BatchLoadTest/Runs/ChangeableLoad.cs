namespace BatchLoadTest.Runs;

/// <summary>Whether a run's load may become another one than was asked for at its begin.</summary>
internal static class ChangeableLoad
{
    /// <summary>Whether somebody could change it.</summary>
    /// <param name="inputs">What the run is composed from.</param>
    public static bool Is(RunInputs inputs) =>
        inputs.Observer is not null || inputs.Settings.Capacity is not null || inputs.Team is not null;

    /// <summary>The most users there may be: whoever watches at a page may want more later.</summary>
    /// <param name="inputs">What the run is composed from.</param>
    public static int MaxUsersOf(RunInputs inputs) =>
        Is(inputs) ? int.MaxValue : inputs.Settings.Load.Profile.MostUsers;
}
