using System.Globalization;
using System.Text;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi.Dialects;

/// <summary>
/// What differs between services that offer files and batches the way OpenAI does. What no service contradicts is the
/// default of a member here; each service has a file that says only what is its own. Reading stays tolerant whatever the
/// dialect: words and members known of any service are understood (<see cref="StatusWords"/>, <see cref="BatchJson"/>), and
/// a dialect can only add to them.
/// </summary>
public sealed record Dialect
{
    /// <summary>The word that a person chooses it by.</summary>
    public required string Name { get; init; }

    /// <summary>The service's name, for sentences.</summary>
    public required string Service { get; init; }

    /// <summary>
    /// Hosts that are this service for certain: a name, or the end of one with a dot before it. Empty where anybody may run
    /// the service anywhere.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Path under which files and batches live unless a setting says otherwise; begins with a slash.</summary>
    public required string ApiBase { get; init; }

    /// <summary>Endpoint that batches and generated rows name unless a setting says otherwise.</summary>
    public string Endpoint { get; init; } = "/v1/chat/completions";

    /// <summary>
    /// Version that every address of the API ends in (<c>?api-version=…</c>); null where the service has none. A dialect says
    /// the default, a run what was asked for (<see cref="WithVersion"/>).
    /// </summary>
    public string? ApiVersion { get; init; }

    /// <summary>Header that carries the key. Its name must be one of those that <see cref="SecretHeaders"/> masks.</summary>
    public string KeyHeader { get; init; } = "Authorization";

    /// <summary>What stands before the key in that header.</summary>
    public string KeyPrefix { get; init; } = "Bearer ";

    /// <summary>Whether the service has an endpoint that creates keys (HTTP Basic or a login).</summary>
    public bool CreatesKeys { get; init; }

    /// <summary>Purpose of an upload, and of the files that are asked for in the list.</summary>
    public string Purpose { get; init; } = "batch";

    /// <summary>Fields of the upload's form besides purpose and file, in this order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> UploadFields { get; init; } = [];

    /// <summary>
    /// Words of a file's <c>status</c> while no batch can be made of it yet; the workflow then asks for its metadata until
    /// it says another. Empty where a file can be used at once.
    /// </summary>
    public IReadOnlyList<string> PendingFileWords { get; init; } = [];

    /// <summary>Words of a batch's status that are not among <see cref="StatusWords.Known"/>; they come before those.</summary>
    public IReadOnlyList<BatchStatus> OwnStatusWords { get; init; } = [];

    /// <summary>Members of a batch that have other names than OpenAI's.</summary>
    public IReadOnlyList<DialectMember> OwnMembers { get; init; } = [];

    /// <summary>Refusals that <see cref="Refusals.Of"/> does not tell; the first that fits holds, before those.</summary>
    public IReadOnlyList<RefusalRule> OwnRefusals { get; init; } = [];

    /// <summary>Header of a download that says <c>true</c> where the content is not all there is.</summary>
    public string IncompleteHeader { get; init; } = "X-Incomplete";

    /// <summary>Header of a download that says at which line of the file it ends.</summary>
    public string LastLineHeader { get; init; } = "X-Last-Line";

    /// <summary>
    /// Member of the query of a download that says how many lines to leave out, so that the output of a running batch can be
    /// read on from where the last read ended; null where a service sends the whole file each time.
    /// </summary>
    public string? SkipQuery { get; init; }

    /// <summary>Where it says what the rows of a batch took together.</summary>
    public TokenSumsPlace TokenSums { get; init; }

    /// <summary>Whether failed rows of an ended batch can be done again, at <c>/batches/{id}/retry</c>.</summary>
    public bool RetriesBatches { get; init; }

    /// <summary>Whether it estimates what a batch of a file costs, at <c>/files/{id}/cost-estimate</c>.</summary>
    public bool EstimatesCost { get; init; }

    /// <summary>
    /// Whether a batch stops when its input is deleted: it is gone then, or cancelled. Where a service does not say so the batch
    /// may do as it likes.
    /// </summary>
    public bool StopsWithInput { get; init; }

    /// <summary>Whether a file object says when it expires (<c>expires_at</c>), and an upload can ask for that.</summary>
    public bool SaysExpiry { get; init; } = true;

    /// <summary>Whether a file is gone once it has expired. Where it may stay nothing is wrong with that.</summary>
    public bool RemovesExpired { get; init; } = true;

    /// <summary>The query of every address, without its question mark; empty for none.</summary>
    internal string Query => ApiVersion is null ? "" : "api-version=" + Uri.EscapeDataString(ApiVersion);

    /// <summary>The dialect with another version of the API; null for none.</summary>
    /// <param name="version">The version.</param>
    public Dialect WithVersion(string? version) => this with { ApiVersion = version };

    /// <summary>The dialect with uploads that ask to expire.</summary>
    /// <param name="after">How long after their creation, in whole seconds.</param>
    public Dialect WithExpiry(TimeSpan after) =>
        this with
        {
            UploadFields =
            [
                .. UploadFields,
                new("expires_after[anchor]", "created_at"),
                new("expires_after[seconds]", ((long)after.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
            ],
        };

    /// <summary>Whether a host is this service for certain.</summary>
    /// <param name="host">Scheme, host and port.</param>
    public bool IsCertainAt(Uri host) =>
        Hosts.Any(known =>
            known.StartsWith('.')
                ? host.IdnHost.EndsWith(known, StringComparison.OrdinalIgnoreCase)
                : host.IdnHost.Equals(known, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Whether a file with this status has to be waited for. Costs no allocation.</summary>
    /// <param name="status">The word as the service wrote it.</param>
    internal bool IsFilePending(ReadOnlySpan<byte> status)
    {
        for (var index = 0; index < PendingFileWords.Count; index++)
        {
            if (Ascii.EqualsIgnoreCase(status, PendingFileWords[index]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Which refusal of this service's own an answer is; null where it is none.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="words">The service's words.</param>
    public Refusal? RefusalOf(int status, string? words)
    {
        foreach (var rule in OwnRefusals)
        {
            if (rule.Fits(status, words))
            {
                return rule.Refusal;
            }
        }

        return null;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
