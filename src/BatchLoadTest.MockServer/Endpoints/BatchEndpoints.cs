using System.Text.Json;
using BatchLoadTest.MockServer.Batches;
using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.MockServer.Endpoints;

/// <summary>Creates, shows, lists, cancels, deletes and retries batches.</summary>
internal sealed class BatchEndpoints(
    FlavourRules rules,
    Catalogue catalogue,
    BatchPlanner planner,
    RetryPlanner retries,
    BatchRequestReader requests,
    PageBorders borders,
    DeletedInputs deleted,
    ErrorAnswers errors,
    MockServerOptions options,
    TimeProvider time
)
{
    private const int DefaultListLimit = 20;

    private readonly BatchRowsEndpoint rows = new(rules, errors);

    public Task AnswerAsync(Exchange exchange) =>
        exchange.Kind switch
        {
            RequestKind.BatchesCreate => CreateAsync(exchange),
            RequestKind.BatchesList => ListAsync(exchange),
            _ => AnswerAboutOneAsync(exchange),
        };

    private async Task CreateAsync(Exchange exchange)
    {
        var request = await requests.ReadAsync(exchange);
        if (options.Credit == MockCredit.Below)
        {
            await errors.AnswerAsync(exchange, ApiError.NoCredit());
            return;
        }

        var now = time.GetUtcNow();
        if (RefusalOf(request, exchange.Owner, now, out var input) is { } refusal)
        {
            await errors.AnswerAsync(exchange, refusal);
            return;
        }

        if (!catalogue.Batches.Capacity.TryCreate(now, () => NewBatch(request, input, now), out var batch))
        {
            await errors.AnswerAsync(
                exchange,
                ApiError.AtCapacity(request.CompletionWindow, input.Input.Models.Keys, options.RetryAfterSeconds)
            );
            return;
        }

        if (batch is null)
        {
            await errors.AnswerAsync(exchange, NoInput(request));
            return;
        }

        // Even a batch that takes no time is validating in the answer to its creation, as with the real services.
        var state = new BatchState
        {
            Status = BatchStatus.Validating,
            Finished = 0,
            Failed = 0,
        };
        await AnswerBatchAsync(exchange, rules.CreatedStatus, batch, state);
    }

    // Null where the input can be worked on.
    private ApiError? RefusalOf(BatchRequest request, KeyOwner owner, DateTimeOffset now, out StoredFile input)
    {
        var isThere = catalogue.Files.TryGet(request.InputFileId, out var file);
        input = file!;
        if (isThere && input.IsPendingAt(now, rules.FileProcessing))
        {
            return ApiError.PendingFile(request.InputFileId);
        }

        if (!isThere || input.Purpose != FilePurpose.Input || input.ExpiresAt <= now || input.IsDeleted)
        {
            return NoInput(request);
        }

        // By the control layer's source; its other requests say that there is nothing.
        return input.Owner == owner ? null
            : rules.Flavour == MockFlavour.ControlLayer
                ? ApiError.Forbidden($"Insufficient permissions to Create batch using file {request.InputFileId}")
            : NoInput(request);
    }

    private static ApiError NoInput(BatchRequest request) =>
        ApiError.NotFound("File", request.InputFileId) with
        {
            Param = "input_file_id",
        };

    private Batch? NewBatch(BatchRequest request, StoredFile input, DateTimeOffset now)
    {
        var number = catalogue.Batches.NextNumber();
        var batch = new Batch
        {
            Id = catalogue.Ids.NewBatchId(),
            Number = number,
            Request = request,
            Input = input.Input,
            InputName = input.Name,
            Owner = input.Owner,
            Plan = planner.Plan(number, request, input.Input, now),
            Rules = rules,
            CancelTail = options.CancelTail,
            HasNoCredit = options.Credit == MockCredit.Zero,
            OutputFileId = catalogue.Ids.NewFileId(),
            ErrorFileId = catalogue.Ids.NewFileId(),
        };
        return catalogue.TryAdd(batch, input) ? batch : null;
    }

    private Task AnswerAboutOneAsync(Exchange exchange)
    {
        if (!catalogue.Ids.IsPossible(exchange.Id))
        {
            return errors.AnswerAsync(exchange, ApiError.BadRequest("Invalid batch ID format"));
        }

        var now = time.GetUtcNow();
        if (
            !catalogue.Batches.TryGet(exchange.Id, out var batch)
            || batch.Owner != exchange.Owner
            || now < batch.Plan.VisibleFrom
        )
        {
            return errors.AnswerAsync(exchange, ApiError.NotFound("Batch", exchange.Id));
        }

        if (exchange.Kind == RequestKind.BatchesCancel && !batch.TryCancel(now))
        {
            return errors.AnswerAsync(exchange, ApiError.Conflict("Cannot cancel a batch that has ended."));
        }

        if (exchange.Kind == RequestKind.BatchesDelete)
        {
            catalogue.Batches.Drop(batch);
            return exchange.AnswerAsync(StatusCodes.Status204NoContent);
        }

        if (exchange.Kind is RequestKind.BatchesRetry or RequestKind.BatchesRetryRequests)
        {
            return RetryAsync(exchange, batch);
        }

        var state = batch.At(now);
        if (exchange.Kind == RequestKind.BatchesResults)
        {
            return rows.AnswerAsync(exchange, batch, state);
        }

        if (exchange.Kind == RequestKind.BatchesAnalytics)
        {
            return AnswerAnalyticsAsync(exchange, batch, state, now);
        }

        if (exchange.Kind == RequestKind.BatchesGet)
        {
            state = catalogue.Batches.Shown.Show(batch, state, now);
            deleted.Show(batch, state);
        }

        return AnswerBatchAsync(exchange, StatusCodes.Status200OK, batch, state);
    }

    private async Task RetryAsync(Exchange exchange, Batch batch)
    {
        var ids = exchange.Kind == RequestKind.BatchesRetry ? null : await RetryRequestReader.ReadAsync(exchange);
        var now = time.GetUtcNow();
        var isRetried = batch.TryRetry(retries, ids, now);
        if (!isRetried && ids is null)
        {
            await errors.AnswerAsync(exchange, ApiError.BadRequest("No failed requests to retry in this batch"));
            return;
        }

        if (isRetried)
        {
            catalogue.Batches.Capacity.Resume(batch);
        }

        // As in the control layer, ids of rows that have not failed change nothing.
        await AnswerBatchAsync(exchange, StatusCodes.Status200OK, batch, isRetried ? batch.Retried() : batch.At(now));
    }

    private Task AnswerAnalyticsAsync(Exchange exchange, Batch batch, in BatchState state, DateTimeOffset now)
    {
        var areFilled = batch.KnowsUsageIn(state) && now >= batch.EndsAt() + options.AnalyticsDelay;
        if (areFilled)
        {
            catalogue.Batches.Shown.CountAnalytics(batch, state);
        }

        return exchange.AnswerJsonAsync(
            StatusCodes.Status200OK,
            (Tokens: areFilled ? batch.TokensIn(state) : null, options.Service.RowTime),
            static (json, answer) => AnalyticsJson.Write(json, answer.Tokens, answer.RowTime)
        );
    }

    // In a list, where nobody compares them.
    private void WriteAnalytics(Utf8JsonWriter json, Batch batch, in BatchState state, DateTimeOffset now)
    {
        var areFilled = batch.KnowsUsageIn(state) && now >= batch.EndsAt() + options.AnalyticsDelay;
        json.WritePropertyName("analytics");
        AnalyticsJson.Write(json, areFilled ? batch.TokensIn(state) : null, options.Service.RowTime);
    }

    private static Task AnswerBatchAsync(Exchange exchange, int status, Batch batch, in BatchState state) =>
        exchange.AnswerJsonAsync(
            status,
            (batch, state),
            static (json, answer) => BatchJson.Write(json, answer.batch, answer.state)
        );

    private Task ListAsync(Exchange exchange)
    {
        var query = ListQuery.From(exchange.Request, DefaultListLimit, rules.LargestBatchPage, rules.IsStrict);
        var after = query.After is { } id ? catalogue.Batches.PlaceOf(id) ?? long.MaxValue : long.MaxValue;
        if (rules.IsStrict && query.After is { } unknown && after == long.MaxValue)
        {
            return errors.AnswerAsync(exchange, ApiError.NotFound("Batch", unknown) with { Param = "after" });
        }

        var now = time.GetUtcNow();
        var filter = rules.ListsRows ? BatchFilter.From(exchange.Request) : null;
        var withAnalytics =
            rules.KnowsCosts
            && exchange.Request.Query["include"].ToString().Split(',').Contains("analytics", StringComparer.Ordinal);
        var found = borders.Page(
            query.Limit,
            follows: after != long.MaxValue,
            (limit, withLast) =>
                catalogue.Batches.Take(
                    limit,
                    batch =>
                        (batch.Number < after || (withLast && batch.Number == after))
                        && batch.Owner == exchange.Owner
                        && batch.Plan.VisibleFrom <= now
                        && filter?.Takes(batch, now) != false
                )
        );
        return exchange.AnswerJsonAsync(
            StatusCodes.Status200OK,
            (Found: found, query.Limit, Rules: rules, Now: now, Writer: withAnalytics ? this : null),
            static (json, state) =>
                Listing.Write(
                    json,
                    state.Found,
                    state.Limit,
                    batch => batch.Id,
                    state.Rules,
                    (writer, batch) =>
                    {
                        var shown = batch.At(state.Now);
                        BatchJson.Write(
                            writer,
                            batch,
                            shown,
                            () => state.Writer?.WriteAnalytics(writer, batch, shown, state.Now)
                        );
                    }
                )
        );
    }
}
