using System.Collections.Concurrent;
using System.Diagnostics;
using System.Management.Automation;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Text;

namespace SsprModule;

/// <summary>What the work of an <see cref="AsyncCmdlet"/> may say to the pipeline, from any thread.</summary>
internal sealed class CmdletOutput : IEngineLog
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private readonly BlockingCollection<PipelineWrite> queue;
    private readonly CancellationToken stop;
    private readonly Stopwatch sinceStart = Stopwatch.StartNew();
    private TimeSpan nextProgress = TimeSpan.FromSeconds(1);

    public CmdletOutput(BlockingCollection<PipelineWrite> queue, CancellationToken stop)
    {
        this.queue = queue;
        this.stop = stop;
    }

    /// <summary>Writes one object and waits until the pipeline has taken it.</summary>
    public Task WriteAsync(object item) => SendAsync(c => c.WriteObject(item));

    /// <summary>Writes a page of objects, one by one, and waits until the pipeline has taken it.</summary>
    public Task WritePageAsync<T>(IReadOnlyList<T> page) => SendAsync(c => c.WriteObject(page, enumerateCollection: true));

    /// <summary>Writes an error that does not end the command, unless <c>-ErrorAction Stop</c> says so.</summary>
    public Task WriteErrorAsync(ErrorRecord error) => SendAsync(c => c.WriteError(error));

    /// <summary>Asks <c>ShouldProcess</c> with the sentence that <c>-WhatIf</c> and <c>-Confirm</c> show.</summary>
    public Task<bool> ShouldProcessAsync(string target, string action) => AskAsync(c => c.ShouldProcess(target, action));

    /// <inheritdoc/>
    public void Verbose(string message) => Post(c => c.WriteVerbose(message));

    /// <inheritdoc/>
    public void Warning(SsprWarning warning, params object?[] arguments) =>
        Post(c => c.WriteWarning(Texts.Format("Warning_" + warning, arguments)));

    /// <inheritdoc/>
    public void Prompt(string message) =>
        Post(c => c.WriteInformation(new HostInformationMessage { Message = message }, ["PSHOST"]));

    /// <inheritdoc/>
    public void Progress(EngineProgress progress)
    {
        if (!progress.Completed && progress.Waiting is null)
        {
            if (sinceStart.Elapsed < nextProgress)
            {
                return;
            }

            nextProgress = sinceStart.Elapsed + ProgressInterval;
        }

        Post(c => c.WriteProgress(Record(progress)));
    }

    private static ProgressRecord Record(EngineProgress progress)
    {
        var remaining = progress.Waiting ?? progress.Remaining;
        return new ProgressRecord((int)progress.Activity, Texts.Get("Progress_" + progress.Activity), Status(progress))
        {
            RecordType = progress.Completed ? ProgressRecordType.Completed : ProgressRecordType.Processing,
            PercentComplete = progress.Total > 0 ? (int)Math.Min(100, progress.Rows * 100 / progress.Total.Value) : -1,
            SecondsRemaining = remaining is { } left ? (int)Math.Min(int.MaxValue, Math.Ceiling(left.TotalSeconds)) : -1,
        };
    }

    private static string Status(EngineProgress progress)
    {
        var parts = new List<string>();
        if (progress.Waiting is null || progress.Rows > 0)
        {
            parts.Add(progress.Total is { } total ? Texts.Format("Progress_RowsOf", progress.Rows, total) : Texts.Format("Progress_Rows", progress.Rows));
        }

        if (progress.Rate is { } rate)
        {
            parts.Add(Texts.Format("Progress_Rate", rate));
        }

        if (progress.Waiting is { } wait)
        {
            parts.Add(Texts.Format("Progress_Wait", progress.Rows, Math.Ceiling(wait.TotalSeconds)));
        }

        return string.Join("; ", parts);
    }

    private Task SendAsync(Action<Cmdlet> write) => AskAsync(c =>
    {
        write(c);
        return true;
    });

    private Task<bool> AskAsync(Func<Cmdlet, bool> question)
    {
        // Without this option the pipeline thread would run the rest of the work inside SetResult.
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Add(new PipelineWrite(c => Answer(answer, question, c), () => answer.TrySetCanceled()), stop);
        return answer.Task;
    }

    // A write that ends the pipeline, as under Select-Object -First, must not leave the work waiting for its answer.
    private static void Answer(TaskCompletionSource<bool> answer, Func<Cmdlet, bool> question, Cmdlet cmdlet)
    {
        try
        {
            answer.TrySetResult(question(cmdlet));
        }
        catch
        {
            answer.TrySetCanceled();
            throw;
        }
    }

    private void Post(Action<Cmdlet> write)
    {
        if (stop.IsCancellationRequested || queue.IsAddingCompleted)
        {
            return;
        }

        try
        {
            queue.Add(new PipelineWrite(write, () => { }), stop);
        }
        catch (OperationCanceledException)
        {
            // Stopped while the queue was full. A message that nobody will see must not spoil the work that goes on to its end.
        }
    }
}

/// <summary>Something that the pipeline thread is to do for the work.</summary>
/// <param name="Run">Does it.</param>
/// <param name="Abandon">Lets go whoever waits, when the pipeline is gone.</param>
internal sealed record PipelineWrite(Action<Cmdlet> Run, Action Abandon);

/// <summary>Hands the pages of an operation to the pipeline.</summary>
/// <param name="output">The pipeline.</param>
internal sealed class PipelineSink<T>(CmdletOutput output) : ISink<T>
{
    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyList<T> page) => output.WritePageAsync(page);
}

/// <summary>Hands the rows of an operation over many users to the pipeline, and the errors that are about one of them.</summary>
/// <param name="output">The pipeline.</param>
internal sealed class UserSink<T>(CmdletOutput output) : IUserSink<T>
{
    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyList<T> page) => output.WritePageAsync(page);

    /// <inheritdoc/>
    public Task FailAsync(SsprException error) => output.WriteErrorAsync(ErrorRecords.From(error));
}
