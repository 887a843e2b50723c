namespace BatchLoadTest.MockServer.Options;

/// <summary>
/// The differences between the services as plain facts, so that the code that serves requests asks for the one that
/// it needs instead of for a name. Read from the control layer's source (v10.13) and OpenAI's API reference.
/// </summary>
internal sealed record FlavourRules
{
    public required MockFlavour Flavour { get; init; }

    /// <summary>The status of a successful upload and of a created batch.</summary>
    public required int CreatedStatus { get; init; }

    /// <summary>Absent members are written as null instead of left out.</summary>
    public required bool WritesNulls { get; init; }

    /// <summary>A batch names its output and error files from its creation on, and they can be read while it runs.</summary>
    public required bool FilesFromCreation { get; init; }

    /// <summary>A batch with no successful row is <c>failed</c> instead of <c>completed</c>.</summary>
    public required bool NoSuccessIsFailed { get; init; }

    /// <summary>The status <c>expired</c> exists; otherwise a batch past its deadline completes late.</summary>
    public required bool KnowsExpired { get; init; }

    /// <summary>A bad row refuses the upload; otherwise the batch made of the file fails when it is validated.</summary>
    public required bool RefusesBadRows { get; init; }

    /// <summary>A key made for another purpose than inference is refused for files and batches.</summary>
    public required bool ChecksKeyPurpose { get; init; }

    /// <summary>Deleting an input file deletes its batches with their results, or cancels them.</summary>
    public required bool DeleteTakesBatches { get; init; }

    /// <summary>A batch can be deleted by itself.</summary>
    public bool DeletesBatches { get; init; }

    /// <summary>A batch that has ended can still be cancelled (and then says so); otherwise that is 409.</summary>
    public required bool CancelsEnded { get; init; }

    /// <summary>An input file is stored row by row and rewritten for every download, never byte for byte.</summary>
    public required bool RewritesInput { get; init; }

    /// <summary>A file's content can be asked for page by page, and headers say whether there is more.</summary>
    public required bool PagesContent { get; init; }

    /// <summary>The media type of a file's content.</summary>
    public required string ContentType { get; init; }

    /// <summary>Files in one page of their list where no number is asked for.</summary>
    public int UsualFilePage { get; init; } = 20;

    /// <summary>Most batches in one page of their list.</summary>
    public required int LargestBatchPage { get; init; }

    /// <summary>
    /// Unknown members of a new batch, pages of a wrong size or behind an item that nobody knows, and too much metadata are refused
    /// instead of being passed over.
    /// </summary>
    public bool IsStrict { get; init; }

    /// <summary>Every answer has a number of its own, <c>x-request-id</c>.</summary>
    public bool NumbersAnswers { get; init; }

    /// <summary>The shortest and the longest time after which an upload may be asked to expire; null for any.</summary>
    public (TimeSpan Least, TimeSpan Most)? ExpiryRange { get; init; }

    /// <summary>Most files in one page of their list.</summary>
    public required int LargestFilePage { get; init; }

    /// <summary>Largest file in bytes.</summary>
    public required long MaxFileBytes { get; init; }

    /// <summary>A batch that has ended names its model and what its rows used.</summary>
    public bool ShowsUsage { get; init; }

    /// <summary>There are analytics of batches and estimates of what a file will cost.</summary>
    public bool KnowsCosts { get; init; }

    /// <summary>There is a list of a batch's rows with what became of each, and lists of batches can be narrowed down.</summary>
    public bool ListsRows { get; init; }

    /// <summary>Rows of a batch that failed or were cancelled can be worked on again.</summary>
    public bool RetriesRows { get; init; }

    /// <summary>A batch may have any length of time as its window; otherwise a day.</summary>
    public bool TakesAnyWindow { get; init; }

    /// <summary>The one base that is served; null serves all.</summary>
    public string? Base { get; init; }

    /// <summary>Every address needs <c>api-version</c> in its query, except where its path names the version.</summary>
    public bool NeedsVersion { get; init; }

    /// <summary>Header with the key alone; null means <c>Authorization: Bearer</c>.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>How long an upload is <c>pending</c>, and refused for batches.</summary>
    public TimeSpan FileProcessing { get; init; }

    /// <summary>A batch may name <c>/chat/completions</c> for <c>/v1/chat/completions</c>, and so on.</summary>
    public bool TakesUrlsWithoutVersion { get; init; }

    public static FlavourRules For(MockFlavour flavour) =>
        flavour switch
        {
            MockFlavour.ControlLayer => new FlavourRules
            {
                Flavour = flavour,
                CreatedStatus = StatusCodes.Status201Created,
                WritesNulls = false,
                FilesFromCreation = true,
                NoSuccessIsFailed = true,
                KnowsExpired = false,
                RefusesBadRows = true,
                ChecksKeyPurpose = true,
                DeleteTakesBatches = true,
                DeletesBatches = true,
                CancelsEnded = true,
                RewritesInput = true,
                PagesContent = true,
                ContentType = "application/x-ndjson",
                LargestFilePage = 101,
                LargestBatchPage = 101,
                MaxFileBytes = 100L << 20,
                KnowsCosts = true,
                RetriesRows = true,
                ListsRows = true,
                TakesAnyWindow = true,
            },
            MockFlavour.OpenAI => OpenAI,
            // By its REST reference of 2024-10-21 and what people report of it.
            MockFlavour.Azure => OpenAI with
            {
                Flavour = flavour,
                CreatedStatus = StatusCodes.Status201Created,
                Base = "/openai/",
                NeedsVersion = true,
                KeyHeader = "api-key",
                FileProcessing = TimeSpan.FromMilliseconds(200),
                TakesUrlsWithoutVersion = true,
                // Its reference does not have it.
                ShowsUsage = false,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(flavour), flavour, "No such flavour"),
        };

    private static FlavourRules OpenAI =>
        new()
        {
            Flavour = MockFlavour.OpenAI,
            CreatedStatus = StatusCodes.Status200OK,
            WritesNulls = true,
            FilesFromCreation = false,
            NoSuccessIsFailed = false,
            KnowsExpired = true,
            RefusesBadRows = false,
            ChecksKeyPurpose = false,
            DeleteTakesBatches = false,
            CancelsEnded = false,
            RewritesInput = false,
            PagesContent = false,
            ContentType = "application/octet-stream",
            LargestFilePage = 10_000,
            UsualFilePage = 10_000,
            LargestBatchPage = 100,
            IsStrict = true,
            NumbersAnswers = true,
            ExpiryRange = (TimeSpan.FromHours(1), TimeSpan.FromDays(30)),
            MaxFileBytes = 200L << 20,
            ShowsUsage = true,
        };
}
