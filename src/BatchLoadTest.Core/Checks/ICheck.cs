namespace BatchLoadTest.Checks;

/// <summary>One thing that is looked at. It keeps nothing: what others need is in the <see cref="CheckScene"/>.</summary>
public interface ICheck
{
    /// <summary>What it is about.</summary>
    CheckInfo Info { get; }

    /// <summary>Ids of checks without which it makes no sense; they come before it.</summary>
    IReadOnlyList<string> Needs => [];

    /// <summary>Longest time that it takes; afterwards nothing is known.</summary>
    TimeSpan Limit => TimeSpan.FromSeconds(5);

    /// <summary>Rows that it has a service work on which does as it should, or as those do that differ.</summary>
    int Rows => 0;

    /// <summary>Rows that it has a service work on which takes what it should refuse; with those of <see cref="Rows"/>.</summary>
    int RowsIfTaken => Rows;

    /// <summary>Looks. What it creates at the service it tells the scene, which removes it.</summary>
    /// <param name="scene">What it looks at.</param>
    /// <param name="cancellationToken">There is no more time.</param>
    Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken);
}
