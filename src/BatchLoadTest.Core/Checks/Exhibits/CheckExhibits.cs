using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Exhibits;

/// <summary>What checks have made at the service for those after them: each is null until its check has made it.</summary>
public sealed class CheckExhibits
{
    /// <summary>The answer to the upload of a file of one row.</summary>
    public CheckAnswer? Uploaded { get; set; }

    /// <summary>What was uploaded: one line with its end.</summary>
    public string? UploadedLines { get; set; }

    /// <summary>Another file of several rows, with what its first download was answered.</summary>
    public (SentFile File, CheckAnswer Download)? Downloaded { get; set; }

    /// <summary>Ids of a few files that were uploaded one after the other, in order.</summary>
    public IReadOnlyList<string> ListedFiles { get; set; } = [];

    /// <summary>A file that is deleted, with what its deletion was answered.</summary>
    public (string Id, CheckAnswer Answer)? Deleted { get; set; }

    /// <summary>The first page of the list that has them.</summary>
    public CheckAnswer? FileList { get; set; }

    /// <summary>What is said of the file of one row.</summary>
    public CheckAnswer? KnownFile { get; set; }

    /// <summary>What is said of a file that there is not.</summary>
    public CheckAnswer? UnknownFile { get; set; }

    /// <summary>How long batches of files that are wrong may still be looked at, all together.</summary>
    public TimeSpan PatienceLeft { get; set; } = TimeSpan.FromSeconds(2.5);

    /// <summary>A file of several rows.</summary>
    public SentFile? Rows { get; set; }

    /// <summary>A batch of it, watched to its end.</summary>
    public BatchWatch? Followed { get; set; }

    /// <summary>The result files of that batch.</summary>
    public ResultFiles? Results { get; set; }

    /// <summary>A batch that is cancelled, watched likewise.</summary>
    public BatchWatch? Cancelled { get; set; }

    /// <summary>What batches of one file, created at once, were answered.</summary>
    public IReadOnlyList<CheckAnswer> Many { get; set; } = [];

    /// <summary>What could be read of the followed batch while it was worked on.</summary>
    public CheckAnswer? Partial { get; set; }

    /// <summary>A batch in a list.</summary>
    public ListedBatch? Listed { get; set; }

    /// <summary>A batch that was deleted.</summary>
    public string? DeletedBatch { get; set; }

    /// <summary>What the followed batch's <c>/results</c> answered.</summary>
    public CheckAnswer? ResultsRoute { get; set; }

    /// <summary>The cancelled batch's output before it was retried, and then.</summary>
    internal (IReadOnlyList<ResultRow> Before, IReadOnlyList<ResultRow> Then)? Retried { get; set; }
}
