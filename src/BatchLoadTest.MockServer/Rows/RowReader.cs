using System.Text.Json;
using BatchLoadTest.MockServer.Http;

namespace BatchLoadTest.MockServer.Rows;

/// <summary>
/// Reads one row of an input file: <c>{"custom_id","method","url","body":{"model",…}}</c>. Only looks: nothing is
/// copied but the url, the model and the custom_id.
/// </summary>
internal ref struct RowReader(ReadOnlySpan<byte> row)
{
    private readonly ReadOnlySpan<byte> row = row;

    public int CustomIdStart { get; private set; }

    public int CustomIdLength { get; private set; }

    /// <summary>Unescaped; null if the row has none.</summary>
    public string? CustomId { get; private set; }

    /// <summary>What stands in its place where that is no text, as the control layer calls it.</summary>
    public string? OddCustomId { get; private set; }

    public string? Method { get; private set; }

    public string? Url { get; private set; }

    public bool HasBody { get; private set; }

    /// <summary>Null if the body has none.</summary>
    public string? Model { get; private set; }

    /// <summary>Length of the body in bytes, as it is written in the row.</summary>
    public long BodyLength { get; private set; }

    /// <summary>Whether the body wants the answer in chunks.</summary>
    public bool IsStreamed { get; private set; }

    /// <summary>Most tokens of the answer, by whichever name the endpoint has for it; 0 if the body says nothing.</summary>
    public ushort MaxTokens { get; private set; }

    /// <summary>Which vectors the body asks for, if it is one of embeddings.</summary>
    public VectorShape Vectors { get; private set; } = VectorShape.Usual;

    /// <summary>False if the row is not a JSON object, with the reason.</summary>
    public bool TryRead(out string problem)
    {
        problem = "";
        if (JsonFault.InCharactersOf(row) is { } fault)
        {
            problem = fault;
            return false;
        }

        try
        {
            var json = new Utf8JsonReader(row, RowRules.Json);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                problem = "expected a JSON object";
                return false;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                ReadMember(ref json);
            }

            // Finds what follows the object, which is an error too.
            json.Read();
            return true;
        }
        catch (JsonException e)
        {
            problem = JsonFault.Of(e, row);
            return false;
        }
    }

    private void ReadMember(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("custom_id"u8))
        {
            json.Read();
            if (json.TokenType == JsonTokenType.String)
            {
                CustomIdStart = (int)json.TokenStartIndex + 1;
                CustomIdLength = json.ValueSpan.Length;
                CustomId = json.GetString();
            }
            else
            {
                OddCustomId = SerdeWords.NameOf(JsonElement.ParseValue(ref json));
            }
        }
        else if (json.ValueTextEquals("method"u8))
        {
            Method = ReadText(ref json);
        }
        else if (json.ValueTextEquals("url"u8))
        {
            Url = ReadText(ref json);
        }
        else if (json.ValueTextEquals("body"u8))
        {
            ReadBody(ref json);
            return;
        }
        else
        {
            json.Read();
        }

        json.Skip();
    }

    private void ReadBody(ref Utf8JsonReader json)
    {
        json.Read();
        var start = json.TokenStartIndex;
        HasBody = json.TokenType == JsonTokenType.StartObject;
        if (!HasBody)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ReadBodyMember(ref json);
            json.Skip();
        }

        BodyLength = json.BytesConsumed - start;
    }

    private void ReadBodyMember(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("model"u8))
        {
            json.Read();
            Model = json.TokenType == JsonTokenType.String ? json.GetString() : Model;
        }
        else if (json.ValueTextEquals("stream"u8))
        {
            json.Read();
            IsStreamed = json.TokenType == JsonTokenType.True;
        }
        else if (
            json.ValueTextEquals("max_tokens"u8)
            || json.ValueTextEquals("max_completion_tokens"u8)
            || json.ValueTextEquals("max_output_tokens"u8)
        )
        {
            json.Read();
            if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var most))
            {
                MaxTokens = (ushort)Math.Clamp(most, 1, ushort.MaxValue);
            }
        }
        else
        {
            ReadMemberOfEmbeddings(ref json);
        }
    }

    private void ReadMemberOfEmbeddings(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("input"u8))
        {
            json.Read();
            if (json.TokenType == JsonTokenType.StartArray)
            {
                Vectors = Vectors with { Inputs = InputsIn(ref json) };
            }
        }
        else if (json.ValueTextEquals("dimensions"u8))
        {
            json.Read();
            if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var dimensions))
            {
                Vectors = Vectors with { Dimensions = (int)Math.Clamp(dimensions, 1, VectorShape.MostDimensions) };
            }
        }
        else if (json.ValueTextEquals("encoding_format"u8))
        {
            json.Read();
            Vectors = Vectors with
            {
                IsBase64 = json.TokenType == JsonTokenType.String && json.ValueTextEquals("base64"u8),
            };
        }
        else
        {
            json.Read();
        }
    }

    // A list of tokens is one input, one of texts or of such lists as many as it has items.
    private static int InputsIn(ref Utf8JsonReader json)
    {
        var inputs = 0;
        var isTokens = false;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            isTokens |= json.TokenType == JsonTokenType.Number;
            inputs++;
            json.Skip();
        }

        return isTokens ? 1 : Math.Min(inputs, VectorShape.MostInputs);
    }

    private static string? ReadText(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
        {
            return null;
        }

        // The values that nearly every row has, without a string for each row.
        if (json.ValueTextEquals("POST"u8))
        {
            return "POST";
        }

        foreach (var url in RowRules.Urls)
        {
            if (json.ValueTextEquals(url))
            {
                return url;
            }
        }

        return json.GetString();
    }
}
