using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>Uploads and creations of batches whose answers were lost: what they made is found only by looking.</summary>
/// <param name="RunId">What files carry in their names and batches in their metadata.</param>
/// <param name="Uploads">How many uploads.</param>
/// <param name="InputFiles">The file of each creation of a batch.</param>
/// <param name="Created">Batches that the run knows, so that they are none of those.</param>
public sealed record LostAnswers(
    string RunId,
    int Uploads,
    IReadOnlySet<string> InputFiles,
    Func<IReadOnlySet<string>> Created
)
{
    /// <summary>No answer was lost.</summary>
    public static LostAnswers None { get; } =
        new("", 0, new HashSet<string>(StringComparer.Ordinal), () => new HashSet<string>(StringComparer.Ordinal));

    /// <summary>Whatever a run has made of which nobody has an account.</summary>
    public static LostAnswers Everything(string runId) =>
        None with
        {
            RunId = runId,
            Uploads = 1,
            InputFiles = new HashSet<string>(StringComparer.Ordinal) { "" },
        };

    /// <summary>Those of them that the service may finish yet.</summary>
    public IReadOnlyList<LateCreation> Late { get; init; } = [];

    /// <summary>How many.</summary>
    public int Count => Uploads + InputFiles.Count;
}
