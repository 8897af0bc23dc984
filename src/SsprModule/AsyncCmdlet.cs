using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using SsprModule.Errors;

namespace SsprModule;

/// <summary>
/// A cmdlet whose work is asynchronous. The work runs in a task; the pipeline thread takes what it hands over, because
/// only that thread may write. Whatever ends the pipeline - the last record, an error, Ctrl+C, or a
/// <c>Select-Object -First</c> further on, which never calls <see cref="StopProcessing"/> - cancels the work and waits for it.
/// </summary>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    // Enough to keep both sides busy, few enough to hold the work back when the pipeline is slow.
    private const int QueueLength = 16;

    private readonly CancellationTokenSource stop = new();

    /// <summary>Runs on the pipeline thread before <see cref="BeginAsync"/>: the place for session state.</summary>
    protected virtual void Prepare()
    {
    }

    /// <summary>Runs on the pipeline thread before each <see cref="ProcessAsync"/>.</summary>
    protected virtual void PrepareRecord()
    {
    }

    /// <summary>Runs once, before the first record.</summary>
    private protected virtual Task BeginAsync(CmdletOutput output, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Runs on the pipeline thread for each record, before <see cref="ProcessAsync"/>. True when the record was laid aside and there
    /// is nothing to do yet: starting work for each of a million records would take longer than the work.
    /// </summary>
    private protected virtual bool TakeRecord() => false;

    /// <summary>Runs for each record.</summary>
    private protected virtual Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs once, after the last record.</summary>
    private protected virtual Task EndAsync(CmdletOutput output, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        try
        {
            Prepare();
        }
        catch (SsprException e)
        {
            ThrowTerminatingError(ErrorRecords.From(e));
        }

        Run(BeginAsync);
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        PrepareRecord();
        if (!TakeRecord())
        {
            Run(ProcessAsync);
        }
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Run(EndAsync);

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => stop.Cancel();

    /// <summary>Lets go of what the command holds open, however it ended.</summary>
    private protected virtual void Release()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        stop.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Run(Func<CmdletOutput, CancellationToken, Task> work)
    {
        using var queue = new BlockingCollection<PipelineWrite>(QueueLength);
        var output = new CmdletOutput(queue, stop.Token);
        var worker = Task.Run(() => WorkAsync(work, output, queue));
        var drained = false;
        try
        {
            foreach (var write in queue.GetConsumingEnumerable())
            {
                write.Run(this);
            }

            drained = true;
        }
        finally
        {
            if (!drained)
            {
                stop.Cancel();
                Discard(queue);
            }

            Join(worker, rethrow: drained);
        }
    }

    private async Task WorkAsync(Func<CmdletOutput, CancellationToken, Task> work, CmdletOutput output, BlockingCollection<PipelineWrite> queue)
    {
        try
        {
            await work(output, stop.Token).ConfigureAwait(false);
        }
        finally
        {
            queue.CompleteAdding();
        }
    }

    // The pipeline is gone: whoever still waits for a write is let go.
    private static void Discard(BlockingCollection<PipelineWrite> queue)
    {
        foreach (var write in queue.GetConsumingEnumerable())
        {
            write.Abandon();
        }
    }

    [SuppressMessage("Usage", "VSTHRD002", Justification = "The one place where the pipeline thread waits for the work; nothing needs that thread by then.")]
    private void Join(Task worker, bool rethrow)
    {
        try
        {
            worker.GetAwaiter().GetResult();
        }
        catch (Exception) when (!rethrow)
        {
            // The error that ended the pipeline is already on its way; what the cancelled work adds is noise.
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            ThrowTerminatingError(ErrorRecords.From(e));
        }
    }
}
