namespace BatchLoadTest.Settings;

/// <summary>Collects everything that is wrong, so that a person hears of it at once.</summary>
internal sealed class ProblemList
{
    private readonly List<string> errors = [];
    private readonly List<string> warnings = [];

    /// <summary>What stops the command, one line each.</summary>
    public IReadOnlyList<string> Errors => errors;

    /// <summary>What does not, one line each.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>Adds an error.</summary>
    public void Add(string error) => errors.Add(error);

    /// <summary>Adds a warning.</summary>
    public void Warn(string warning) => warnings.Add(warning);
}
