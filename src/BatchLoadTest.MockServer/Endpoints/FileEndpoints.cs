using BatchLoadTest.MockServer.Batches;
using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Results;

namespace BatchLoadTest.MockServer.Endpoints;

/// <summary>Takes, shows, lists and deletes files.</summary>
internal sealed class FileEndpoints(
    FlavourRules rules,
    Catalogue catalogue,
    UploadReader uploads,
    FileContentEndpoint contents,
    PageBorders borders,
    ExpiredFiles expired,
    DeletedInputs deleted,
    ErrorAnswers errors,
    Freezes freezes,
    TimeProvider time
)
{
    public Task AnswerAsync(Exchange exchange) =>
        exchange.Kind switch
        {
            RequestKind.FilesUpload => UploadAsync(exchange),
            RequestKind.FilesList => ListAsync(exchange),
            _ => AnswerAboutOneAsync(exchange),
        };

    /// <summary>
    /// How a request for a content is counted: by whose content it is. An id that is not known (any more) counts as
    /// an upload's.
    /// </summary>
    public RequestKind ContentKind(string id) =>
        catalogue.Files.TryGet(id, out var file)
            ? file.Purpose switch
            {
                FilePurpose.Output => RequestKind.FilesOutputContent,
                FilePurpose.Error => RequestKind.FilesErrorContent,
                _ => RequestKind.FilesContent,
            }
            : RequestKind.FilesContent;

    private Task AnswerAboutOneAsync(Exchange exchange)
    {
        if (!catalogue.Ids.IsPossible(exchange.Id))
        {
            return errors.AnswerAsync(exchange, ApiError.BadRequest("Invalid file ID format"));
        }

        var now = time.GetUtcNow();
        if (
            !catalogue.Files.TryGet(exchange.Id, out var file)
            || file.Owner != exchange.Owner
            || (!IsShown(file, now) && !file.OutlivesExpiry)
        )
        {
            return errors.AnswerAsync(exchange, ApiError.NotFound("File", exchange.Id));
        }

        if (exchange.Kind != RequestKind.FilesDelete)
        {
            expired.Serve(file, now);
            deleted.Serve(file);
        }

        return exchange.Kind switch
        {
            RequestKind.FilesMetadata => AnswerFileAsync(exchange, StatusCodes.Status200OK, file, now),
            RequestKind.FilesDelete => DeleteAsync(exchange, file, now),
            RequestKind.FilesCostEstimate => exchange.AnswerJsonAsync(
                StatusCodes.Status200OK,
                file,
                CostEstimateJson.Write
            ),
            _ => contents.AnswerAsync(exchange, file),
        };
    }

    private async Task UploadAsync(Exchange exchange)
    {
        using var upload = await uploads.ReadAsync(exchange);
        // Not before: a frozen service's machine still takes what is sent.
        await freezes.ThawAsync(exchange.Aborted);
        var now = time.GetUtcNow();
        var sequence = catalogue.Files.NextSequence();
        var file = new StoredFile
        {
            Id = catalogue.Ids.NewFileId(),
            Name = upload.FileName ?? "",
            Purpose = FilePurpose.Input,
            CreatedAt = now,
            ExpiresAt = now + expired.LifeOf(sequence, upload.ExpiresAfter),
            OutlivesExpiry = expired.Keeps(sequence),
            Sequence = sequence,
            Input = upload.Take(),
            Owner = exchange.Owner,
        };
        catalogue.Add(file);
        await AnswerFileAsync(exchange, rules.CreatedStatus, file, now);
    }

    private Task AnswerFileAsync(Exchange exchange, int status, StoredFile file, DateTimeOffset now) =>
        exchange.AnswerJsonAsync(
            status,
            (file, rules, now),
            static (json, state) => FileJson.Write(json, state.file, state.rules, state.now)
        );

    private Task DeleteAsync(Exchange exchange, StoredFile file, DateTimeOffset now)
    {
        if (!deleted.TryDelete(file, now))
        {
            return errors.AnswerAsync(exchange, ApiError.NotFound("File", exchange.Id));
        }

        return exchange.AnswerJsonAsync(
            StatusCodes.Status200OK,
            file.Id,
            static (json, id) =>
            {
                json.WriteStartObject();
                json.WriteString("id", id);
                json.WriteString("object", "file");
                json.WriteBoolean("deleted", value: true);
                json.WriteEndObject();
            }
        );
    }

    private Task ListAsync(Exchange exchange)
    {
        var query = ListQuery.From(exchange.Request, rules.UsualFilePage, rules.LargestFilePage, rules.IsStrict);
        var now = time.GetUtcNow();
        var after = query.After is { } id ? catalogue.Files.PlaceOf(id) : null;
        if (rules.IsStrict && query.After is { } unknown && after is null)
        {
            return errors.AnswerAsync(exchange, ApiError.NotFound("File", unknown) with { Param = "after" });
        }

        var found = borders.Page(
            query.Limit,
            follows: after is not null,
            (limit, withLast) => catalogue.Files.Take(limit, query.Ascending, file => Matches(file, withLast))
        );
        return exchange.AnswerJsonAsync(
            StatusCodes.Status200OK,
            (Found: found, query.Limit, Rules: rules, Now: now),
            static (json, state) =>
                Listing.Write(
                    json,
                    state.Found,
                    state.Limit,
                    file => file.Id,
                    state.Rules,
                    (writer, file) => FileJson.Write(writer, file, state.Rules, state.Now)
                )
        );

        bool Matches(StoredFile file, bool withLast) =>
            (
                after is null
                || (query.Ascending ? file.Sequence > after : file.Sequence < after)
                || (withLast && file.Sequence == after)
            )
            && (string.IsNullOrEmpty(query.Purpose) || FileJson.PurposeOf(file, rules) == query.Purpose)
            && file.Owner == exchange.Owner
            && !file.IsDeleted
            && IsShown(file, now);
    }

    private static bool IsShown(StoredFile file, DateTimeOffset now) =>
        now < file.ExpiresAt && (file.Batch is not { } batch || batch.Shows(file.Purpose, batch.At(now)));
}
