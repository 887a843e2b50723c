using BatchLoadTest.Measurements;

namespace BatchLoadTest.Tests.Measurements;

public sealed class StepNamesTests
{
    [Fact]
    public void Names_DefaultBase_AreThePredecessorsLetterForLetter() =>
        Assert.Equal(
            [
                "/authentication/login [login]",
                "/admin/api-keys [create-shared]",
                "/ai/v1/files [upload]",
                "/ai/v1/files/{file_id} [metadata]",
                "/ai/v1/files/{file_id}/content [verify]",
                "/ai/v1/batches [create]",
                "/ai/v1/batches/{batch_id} [poll]",
                // The predecessor cancels, retries and deletes nothing, and reads at the end only.
                "/ai/v1/batches/{batch_id}/cancel [cancel]",
                "/ai/v1/batches/{batch_id}/retry [retry]",
                "/ai/v1/files/{file_id} [delete]",
                "/ai/v1/files/{file_id} [gone]",
                "/ai/v1/files/{output_file_id}/content [read]",
                "/ai/v1/files/{output_file_id}/content [output]",
                "/ai/v1/files/{error_file_id}/content [errors]",
                "/ai/v1/files/{output_file_id}/content [again]",
                "/ai/v1/batches [list]",
                "/ai/v1/files [list]",
            ],
            new StepNames().All.Select(name => name.Name),
            StringComparer.Ordinal
        );

    [Fact]
    public void Names_OtherBase_SayWhatIsRequested() =>
        Assert.Equal("/openai/v1/batches [create]", new StepNames("/openai/v1")[Step.Create].Name);

    [Fact]
    public void Index_EveryStep_IsItsOwnName()
    {
        var names = new StepNames();

        Assert.Equal(StepCatalogue.Steps.Count, Enum.GetValues<Step>().Length);
        Assert.All(Enum.GetValues<Step>(), step => Assert.Equal(step, names[step].Step));
    }

    [Fact]
    public void Ids_AreWordsOfTheirOwn()
    {
        Assert.All(StepCatalogue.All, step => Assert.Matches("^[a-z]+$", step.Id));
        Assert.Equal(StepCatalogue.Steps.Count, StepCatalogue.All.Select(step => step.Id).Distinct().Count());
        Assert.All(StepCatalogue.All, step => Assert.EndsWith("]", step.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Catalogue_SaysWhichStepsAreNoLoad_WaitOrArePartsOfOthers()
    {
        Assert.Equal(["login", "key"], IdsOf(step => !step.IsLoad));
        Assert.Equal(["poll"], IdsOf(step => step.Waits));
        Assert.Equal(
            ["metadata", "verify", "cancel", "retry", "delete", "gone", "read", "again", "batchlist", "filelist"],
            IdsOf(step => step.IsPart)
        );
    }

    private static IEnumerable<string> IdsOf(Func<StepDefinition, bool> isWanted) =>
        StepCatalogue.All.Where(isWanted).Select(step => step.Id);
}
