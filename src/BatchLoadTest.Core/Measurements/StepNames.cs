namespace BatchLoadTest.Measurements;

/// <summary>
/// The names of all steps. With the default API base they are the predecessor's, letter for letter, so that old
/// dashboards find them; with another base they say what was really requested.
/// </summary>
public sealed class StepNames
{
    private readonly StepName[] names;

    /// <summary>Names for requests under <paramref name="apiBase"/>, such as <c>/ai/v1</c>.</summary>
    public StepNames(string apiBase = "/ai/v1") =>
        names = [
            new(Step.Login, "login", "POST", "/authentication/login [login]"),
            new(Step.Key, "key", "POST", "/admin/api-keys [create-shared]"),
            new(Step.Upload, "upload", "POST", $"{apiBase}/files [upload]"),
            new(Step.Metadata, "metadata", "GET", $"{apiBase}/files/{{file_id}} [metadata]"),
            new(Step.Verify, "verify", "GET", $"{apiBase}/files/{{file_id}}/content [verify]"),
            new(Step.Create, "create", "POST", $"{apiBase}/batches [create]"),
            new(Step.Poll, "poll", "GET", $"{apiBase}/batches/{{batch_id}} [poll]"),
            new(Step.Output, "output", "GET", $"{apiBase}/files/{{output_file_id}}/content [output]"),
            new(Step.Errors, "errors", "GET", $"{apiBase}/files/{{error_file_id}}/content [errors]"),
        ];

    /// <summary>How many steps there are.</summary>
    public const int Count = (int)Step.Errors + 1;

    /// <summary>All names, in the order of a workflow.</summary>
    public IReadOnlyList<StepName> All => names;

    /// <summary>The names of <paramref name="step"/>.</summary>
    public StepName this[Step step] => names[(int)step];
}
