import Environments
import Persistence
import Telemetry

// MARK: One run of a task

extension Engine {
    func claim(_ task: TaskNotice) async -> Departure {
        do {
            guard let document = try await queue.claim(task.id) else {
                if let due = try await queue.dueTime(of: task.id) { return .unclaimed(due) }
                logger.debug("a task of which was heard is not there, or not to be run any more", ["task_id": task.id.canonical])
                return .gone
            }
            held.claimed(task.id)
            guard let record = TaskRecord(document) else {
                _ = try await queue.fail(task.id, error: TaskRecord.defect(of: document), failures: 0)
                return .gone
            }
            if try await isStray(record, task) {
                _ = try await queue.fail(task.id, error: "world_id \(record.worldID.canonical) is not that of the parent task", failures: 0)
                return .gone
            }
            return await execute(ClaimedTask(record))
        } catch StoreError.invalid(let reason) {
            return await mend(task, otherwise: reason)
        } catch {
            logger.error("task could not be claimed", ["task_id": task.id.canonical, "error": "\(error)"])
            return .unclaimed(environment.now() + configuration.outagePause)
        }
    }

    /// Whether a task belongs to another world than its document says. Its parent knows where the notice says otherwise.
    private func isStray(_ record: TaskRecord, _ notice: TaskNotice) async throws(StoreError) -> Bool {
        guard record.worldID != notice.worldID, let parent = record.parent else { return false }
        let document = try await queue.store.get(parent.canonical, from: TaskQueue.collection)
        return document.flatMap(TaskRecord.init)?.worldID == notice.worldID
    }

    /// Puts a task right whose document does not take the claim, or lets it fail.
    private func mend(_ task: TaskNotice, otherwise reason: String) async -> Departure {
        do {
            guard let document = try await queue.store.get(task.id.canonical, from: TaskQueue.collection) else { return .gone }
            logger.warning("the document of a task is damaged", ["task_id": task.id.canonical, "error": reason])
            let damage = TaskDamage(document, isAbandoned: false) ?? .fatal(reason)
            try await queue.mend(document, damage)
            if case .mendable = damage { return .unclaimed(environment.now()) }
            return .gone
        } catch {
            logger.error("a damaged task could not be mended", ["task_id": task.id.canonical, "error": "\(error)"])
            return .unclaimed(environment.now() + configuration.outagePause)
        }
    }

    /// Runs a claimed task within its world's trace.
    func execute(_ task: ClaimedTask) async -> Departure {
        await TraceContext.$current.withValue(TraceContext(of: task.record.worldID)) { await perform(task) }
    }

    private func perform(_ task: ClaimedTask) async -> Departure {
        let record = task.record
        let start = environment.now()
        meters.started(record.type)
        log(.debug, "a task starts", record)
        do {
            try await book.permitWork(on: record.worldID, sharesStore: turn.sharesStore)
            switch try await jobs.run(record, makeActivities(task)) {
            case .parked(let position):
                log(.debug, "a task waits for its turn", record)
                return await park(task, position)
            case .finished(let output): try await finish(record, output)
            }
            let duration = environment.now() - start
            meters.completed(record.type, after: duration)
            log(.info, "a task is completed", record, ["duration_ms": duration.milliseconds])
            return .gone
        } catch {
            return await settle(task, error)
        }
    }

    private func finish(_ record: TaskRecord, _ output: JobOutput) async throws {
        let now = environment.now()
        let children = output.children.map { (id: $0.id(parent: record.id), task: $0) }
        try await queue.add(
            children.map {
                TaskRecord.newDocument(
                    id: $0.id, type: $0.task.type, worldID: record.worldID, parent: record.id, parameters: $0.task.parameters, at: now)
            })
        guard try await queue.complete(record.id, result: output.result, attempts: record.attempts) else { throw LeaseLost() }
        listener?.task(TaskNotice(record), ended: .completed(output.result))
        // This event begins the stages of the children, so it comes before the children do.
        await countAndTell(
            EndedTask(
                id: record.id, type: record.type, parent: record.parent, run: record.retries, failure: nil,
                children: children.map { EndedTask.Child(id: $0.id, type: $0.task.type, plannedPosts: $0.task.plannedPosts) }),
            PublishedPost(record, result: output.result, at: now), of: record.worldID)
        turn.expect(output.children.compactMap(\.position))
        announce(children.map { TaskNotice(id: $0.id, type: $0.task.type.rawValue, worldID: record.worldID) })
        if record.type == .generatePostImage { postEnded(record) }
    }

    /// Moves the counters. What cannot be counted now is counted by the next look for what was left undone.
    func count(_ task: EndedTask, of worldID: Identifier) async {
        do {
            // An order that could not even be read has no record yet, and without one nobody would learn that it failed.
            if task.type == .initWorldCreation, task.failure != nil {
                try await book.begin(
                    WorldProgress(
                        worldID: worldID, request: .init(prompt: "", users: 0, posts: 0), llmLimit: nil, imageLimit: nil,
                        now: environment.now()))
            }
            _ = try await book.apply(.taskEnded(task), to: worldID)
        } catch {
            logger.error("an ended task could not be counted", ["task_id": task.id.canonical, "error": "\(error)"])
        }
    }
}

// MARK: - Turns

extension Engine {
    /// Lets a post wait for its turn. It is looked at once more when it is there to be found, so that neither its turn nor a pause or the
    /// end of its world is missed.
    private func park(_ task: ClaimedTask, _ position: PostPosition) async -> Departure {
        turn.sequence.wait(PostSequence.Waiting(task: task, position: position))
        let isNext = (try? await turn.isNext(position)) ?? false
        let world = try? await book.progress(of: task.record.worldID, sharesStore: turn.sharesStore)
        if isNext || world?.isWorkedOn == false, let waiting = turn.sequence.take(position) { resume(waiting.task) }
        return .parked
    }

    func postEnded(_ record: TaskRecord) {
        if let position = PostPosition(record), let next = turn.sequence.ended(position) { resume(next.task) }
    }

    /// Makes known that the posts of these tasks are to come.
    func expectPosts(of tasks: [TaskRecord]) { turn.expect(tasks.compactMap(PostPosition.init)) }

    /// Lets the posts of a world that wait for their turn find out what has become of the world.
    func lookAtWaiting(of worldID: Identifier) {
        for waiting in turn.sequence.takeAll(of: worldID) { resume(waiting.task) }
    }

    /// Looks again at the posts that wait: earlier ones may have been published by another worker.
    func lookAtWaiting() {
        if turn.sharesStore { for waiting in turn.sequence.takeFirstOfEach() { resume(waiting.task) } }
    }
}
