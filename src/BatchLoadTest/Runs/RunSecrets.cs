using BatchLoadTest.BatchApi;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Runs;

/// <summary>What must never be shown of a run's settings.</summary>
internal static class RunSecrets
{
    /// <summary>A redactor that knows them; keys that are created are added later.</summary>
    public static SecretRedactor Of(RunSettings settings)
    {
        var redactor = new SecretRedactor();
        redactor.Add(settings.Key.ApiKey);
        redactor.Add(settings.Key.Password, isDefault: settings.Key.Password == KeyCatalogue.Password.Default);
        redactor.Add(settings.Page?.Token);
        redactor.AddBasic(settings.Key.Username, settings.Key.Password);
        foreach (var header in settings.Target.Headers)
        {
            redactor.AddHeader(header.Key, header.Value);
        }

        return redactor;
    }
}
